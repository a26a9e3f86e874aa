"""The window: Qt Widgets over `console.desk`; no store and no network of its own."""
