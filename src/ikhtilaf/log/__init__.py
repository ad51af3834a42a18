"""Reads a YAML log in one streaming pass, straight into the model, and collects every problem on the way."""

from __future__ import annotations
