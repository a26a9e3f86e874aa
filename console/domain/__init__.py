"""The words of the desk as frozen types; no behaviour beyond their own consistency."""
