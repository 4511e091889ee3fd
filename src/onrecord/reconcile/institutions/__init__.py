"""Voices that speak for one institution, brought together within an incident."""

from onrecord.reconcile.institutions.joining import speaking_for_one

__all__ = ["speaking_for_one"]
