"""`mentes manage verify_audit`: reads the whole audit log and says whether any row was changed."""

from django.core.management.base import BaseCommand, CommandError

from mentes.trust.actions import verify_chain


class Command(BaseCommand):
    help = "Read the audit log from its first row and check its chain of hashes. Exit code 0: whole; 1: broken."

    def handle(self, *args, **options) -> None:
        chain = verify_chain()
        if not chain.is_whole:
            raise CommandError(
                f"The audit log is broken at row {chain.broken_at}: it, or the row before it, is not as it was written."
            )
        self.stdout.write(f"The audit log is whole: {chain.n_rows} rows. Its newest hash is {chain.head or 'none yet'}.")
