"""What trust does for the rooms above: writes the audit log and checks it, gives people their copy, and lets them go."""

from mentes.trust.actions.copy import export_person
from mentes.trust.actions.forget import erase_person
from mentes.trust.actions.log import Chain, record, verify_chain

__all__ = ["Chain", "erase_person", "export_person", "record", "verify_chain"]
