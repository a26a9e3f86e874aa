"""Publishes the outbox, part by part, and deletes what a person wants off the network."""
