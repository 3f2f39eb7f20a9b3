"""The plan: from a situation to what the law says, what to do by when, and who helps."""

from parvis.pathway.parts import Plan

__all__ = ["Plan"]
