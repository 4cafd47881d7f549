"""The audit log only grows: the database itself refuses to change or remove a row, whoever asks.

A later migration that must touch old rows (for example to rename a column's values) says so, as the tables' owner, with

    migrations.RunSQL("set local mentes.audit_past = 'may_change'")

before its own operations and in the same transaction; the chain of hashes must be made anew by that migration.
The role that serves pages owns nothing, so for it the setting has no effect, and UPDATE and DELETE are not granted to it.
"""

from django.db import migrations

GUARD = """
create function trust_keep_the_past() returns trigger language plpgsql as $$
declare
    allowed text := coalesce(current_setting('mentes.audit_past', true), '');
    is_owner boolean := pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'member');
begin
    if is_owner and (allowed = 'may_change' or (allowed = 'may_empty' and tg_op = 'TRUNCATE')) then
        return coalesce(new, old);
    end if;
    raise exception 'the audit log only grows: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;
create trigger keep_the_past before update or delete on trust_auditentry
    for each row execute function trust_keep_the_past();
create trigger keep_all_of_the_past before truncate on trust_auditentry
    for each statement execute function trust_keep_the_past();
alter table trust_auditentry enable always trigger keep_the_past;
alter table trust_auditentry enable always trigger keep_all_of_the_past;
"""
UNGUARD = "drop trigger keep_the_past on trust_auditentry; drop trigger keep_all_of_the_past on trust_auditentry; drop function trust_keep_the_past();"
REVOKE = """
do $$ begin
    if exists (select 1 from pg_roles where rolname = 'mentes_app') then
        revoke update, delete, truncate, references, trigger on trust_auditentry from mentes_app;
    end if;
end $$;
"""
GRANT = """
do $$ begin
    if exists (select 1 from pg_roles where rolname = 'mentes_app') then
        grant update, delete on trust_auditentry to mentes_app;
    end if;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD), migrations.RunSQL(REVOKE, GRANT)]
