"""Tests of Canary Desk."""
