"""Tests of the loopback X API."""
