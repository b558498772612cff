#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Plants bugs, one at a time, and lets the simulator look for each.

Each bug is a replacement of text in one file of a copy of the tree, which is built apart; the
product itself carries no switch. A bug that is not found within the schedules that are given means
that an invariant is missing or cannot fail.

    tests/simulation/planted.py [--only NAME]... [--schedules 20000] [--build DIR] [--table FILE]
    tests/simulation/planted.py --places
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# name, what it does, file, old text, new text
BUGS = [
    ("no-idempotency", "the loket takes a repeated act under a new id",
     "src/loketd/central/loket-call-act.c",
     "return known != NULL ? reply_replay (call, known, body) : take_new (call, record, body);",
     "if (known != NULL) { g_free (call->path->sub_id);"
     " call->path->sub_id = loket_random_make_uuid (call->central->random); }\n"
     "  return take_new (call, record, body);"),
    ("loket-not-synced", "the loket answers before its ledger is on the disk",
     "src/loketd/central/loket-ledger.c",
     ".full_sync = TRUE", ".full_sync = FALSE"),
    ("work-not-synced", "work.db is not on the disk when a person is told that it is kept",
     "src/store/loket-store-mend.c",
     "LoketSqliteOptions options = {.full_sync = TRUE, .vfs = self->options.vfs};",
     "LoketSqliteOptions options = {.full_sync = FALSE, .vfs = self->options.vfs};"),
    ("cursor-before-rows", "the cursor is saved before the rows of its page",
     "src/store/loket-store-ingest.c",
     "!loket_sqlite_transaction_synced (self->databases->cache, write_cache, self, error))",
     "!loket_cache_db_set_meta (self->databases->cache, \"cursor\", self->page->next, error) ||\n"
     "      !loket_sqlite_transaction_synced (self->databases->cache, write_cache, self, error))"),
    ("page-not-synced", "what the loket gave is shown before it is on the disk",
     "src/store/loket-store-ingest.c",
     "!loket_sqlite_transaction_synced (self->databases->cache, write_cache, self, error))",
     "!loket_sqlite_transaction (self->databases->cache, write_cache, self, error))"),
    ("deleted-before-yes", "an act leaves the outbox when it is sent, not when it is taken",
     "src/sync/loket-push.c",
     "  loket_request_set_body (request, item->body, LOKET_HTTP_JSON);\n",
     "  loket_request_set_body (request, item->body, LOKET_HTTP_JSON);\n"
     "  loket_store_take_async (self->parts.store, item->id, NULL,\n"
     "                          loket_clock_get_now (self->parts.clock), NULL, NULL);\n"),
    ("row-before-checkpoint", "a row of work.db goes before cache.db, which has the act, is checkpointed",
     "src/store/loket-store-settle.c",
     "return forget_withdrawn (databases, memory, item->case_id, error) &&",
     "return loket_work_db_remove (databases->work, id, error) &&\n"
     "         forget_withdrawn (databases, memory, item->case_id, error) &&"),
    ("based-on-ignored", "the loket takes a decisive act whatever came since",
     "src/loketd/central/loket-call-act.c",
     "if (loket_act_type_is_decisive (act->type) && is_overtaken (record, act))",
     "if (FALSE && is_overtaken (record, act))"),
    ("based-on-newest", "an act says that its author had seen the newest version",
     "src/desk/loket-desk-acts.c",
     "doing->act = make_act (self, act_id, type, occurred_on, dossier->the_case->version, payload);",
     "doing->act = make_act (self, act_id, type, occurred_on, dossier->the_case->version + 1,"
     " payload);"),
    ("last-writer-wins", "a correction overwrites another one that its author had not seen",
     "src/procedure/loket-judge-free.c",
     "    return refuse (\"oldDiffers\");", "    return allow ();"),
    ("salvage-takes-nothing", "of a work.db whose log was cut in two no row is read",
     "src/store/loket-work-salvage.c",
     "    if (!loket_work_refill_take (refill, carved, FALSE, error))\n      return FALSE;\n",
     ""),
    ("draft-before-act", "a draft is dropped before its act is kept",
     "src/store/loket-work-db.c",
     "  AddData add = {item, draft_key};\n",
     "  AddData add = {item, NULL};\n\n"
     "  if (draft_key != NULL && !loket_work_notes_drop_draft (db, draft_key, error))\n"
     "    return FALSE;\n"),
    ("draft-stays", "a draft stays when its act was kept",
     "src/store/loket-work-db.c",
     "(add->draft_key == NULL || loket_work_notes_drop_draft (db, add->draft_key, error));",
     "TRUE;"),
    ("taken-on-cut-reply", "an answer that broke off counts as a yes",
     "src/sync/loket-push.c",
     "  case LOKET_REPLY_LATER:\n  case LOKET_REPLY_STOP:\n  default:\n    postpone (task, reply);",
     "  case LOKET_REPLY_LATER:\n    loket_store_take_async (self->parts.store, self->item->id, NULL,\n"
     "                            loket_clock_get_now (self->parts.clock), written_cb, task);\n"
     "    break;\n  case LOKET_REPLY_STOP:\n  default:\n    postpone (task, reply);"),
    ("brake-not-kept", "the brake is forgotten when the desk is closed",
     "src/store/loket-store.c",
     "  if (!_loket_store_open_reader (self, &opening->error) ||\n"
     "      !_loket_store_read_brake (self, self->read.work, &opening->error))",
     "  if (!_loket_store_open_reader (self, &opening->error))"),
    ("no-mass-brake", "any number of cases may go at once",
     "src/store/loket-feed-guard.c",
     "return admitted ||\n"
     "         stop (databases, LOKET_BRAKE_MASS_WITHDRAWAL, now, window, NULL, removals, error);",
     "return TRUE;"),
    ("hold-ignored", "what is held leaves at once",
     "src/store/loket-work-db.c",
     "if (loket_work_item_is_held (g_ptr_array_index (items, i - 1), now))",
     "if (FALSE)"),
    ("order-broken", "the newest act of a case leaves first",
     "src/store/loket-work-db.c",
     "earlier.position < items.position AND earlier.state <> 'taken'",
     "earlier.position > items.position AND earlier.state <> 'taken'"),
    ("conflict-dropped", "what conflicts is dropped, and the audit does not keep it",
     "src/store/loket-work-resolve.c",
     "  return loket_work_notes_audit (db, item, resolve->resolving->what, TRUE, resolve->now, error) &&\n",
     "  return loket_work_notes_audit (db, item, resolve->resolving->what, FALSE, resolve->now, error) &&\n"),
    ("taken-back-though-sent", "what may have arrived can be taken back",
     "src/store/loket-work-db.c",
     "  return item->state == LOKET_WORK_TAKEN || item->state == LOKET_WORK_SENDING ||\n",
     "  return item->state == LOKET_WORK_TAKEN ||\n"),
    ("fresh-id-each-try", "an act is sent under another id at each try",
     "src/sync/loket-push.c",
     "loket_path_make_act (item->case_id, item->id);",
     "({ g_autofree char *fresh = g_strdup (item->id);"
     " fresh[0] = \"0123456789abcdef\"[item->tries % 16];"
     " loket_path_make_act (item->case_id, fresh); });"),
    ("waiting-after-timeout", "no answer in time counts as not sent",
     "src/sync/loket-push.c",
     "  case LOKET_SYNC_ERROR_TOKEN:\n    return TRUE;",
     "  case LOKET_SYNC_ERROR_TOKEN:\n  case LOKET_SYNC_ERROR_TIMEOUT:\n    return TRUE;"),
    ("echo-believed", "an act that is sent back as it was sent counts as taken",
     "src/sync/loket-push.c",
     "loket_json_peek_int (json, is_act ? \"seq\" : \"version\", 0) > 0;",
     "loket_json_peek_int (json, is_act ? \"seq\" : \"version\", 0) >= 0;"),
    ("withdrawn-work-dropped", "with a case that is withdrawn goes what was not sent of it",
     "src/store/loket-work-db.c",
     "\"DELETE FROM items WHERE case_id = ? AND state = 'taken'\"",
     "\"DELETE FROM items WHERE case_id = ?\""),
    ("erase-forgets-audit", "the audit keeps the text of a case that was erased",
     "src/store/loket-work-db.c",
     "loket_sqlite_run_text (db, \"UPDATE audit SET body = NULL WHERE case_id = ?\",\n"
     "                                erase->case_id, error) &&\n", "TRUE &&\n"),
    ("asked-under-brake", "a document is prepared for while the brake is on",
     "src/sync/loket-document-limit.c",
     "loket_gate_ask_async (&self->parts, request, cancellable, asked_cb, task);",
     "loket_line_ask_async (self->parts.line, request, cancellable, asked_cb, task);"),
    ("contents-not-synced", "contents are not on the disk when a person is told that they are kept",
     "src/base/loket-durable.c",
     "int reason = fsync (file) == 0 ? 0 : errno;", "int reason = 0;"),
    ("folder-not-synced", "the name of a file is not on the disk when a person is told that it is kept",
     "src/base/loket-durable.c",
     "if (fsync (folder) != 0 && errno != EINVAL)", "if (FALSE)"),
    ("contents-swept", "contents go though an upload names them",
     "src/store/loket-documents-care.c",
     "  return named || !sync_rows (self);",
     "  return !sync_rows (self);"),
    ("contents-never-swept", "contents stay when no row names them any more",
     "src/store/loket-documents-care.c",
     "  if (self->error != NULL)\n    return TRUE;\n  if (kind == LOKET_CONTENT_WHOLE)",
     "  if (self->error != NULL || kind == LOKET_CONTENT_WHOLE)\n    return TRUE;\n"
     "  if (kind == LOKET_CONTENT_WHOLE)"),
    ("left-out-is-gone", "a case that its page left out does not count as one that came",
     "src/store/loket-store-ingest-case.c",
     "&& note_generation (cache, write, error));",
     "&& TRUE);"),
    ("offset-before-bytes", "the loket keeps how far a document is before it keeps its bytes",
     "src/loketd/central/loket-ledger-documents.c",
     "  return loket_statement_run (statement, error) &&\n"
     "         set_offset (self, document, document->offset + (gint64) g_bytes_get_size (bytes), error);",
     "  return set_offset (self, document, document->offset + (gint64) g_bytes_get_size (bytes), error) &&\n"
     "         loket_ledger_commit (self, error) && loket_ledger_begin (self, error) &&\n"
     "         loket_statement_run (statement, error);"),
    ("upload-dropped-at-open", "an upload is forgotten when the desk opens",
     "src/store/loket-documents-care.c",
     "if (item != NULL || (upload->state == LOKET_UPLOAD_WAITING && !at_open))",
     "if ((item != NULL && !at_open) || (upload->state == LOKET_UPLOAD_WAITING && !at_open))"),
    ("fresh-id-at-import", "an act that is carried to another desk gets another id there",
     "src/store/loket-work-carried.c",
     "  act = loket_act_new (id, LOKET_ACT_UNKNOWN,",
     "  char *at = g_strstr_len (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), id);\n"
     "  if (at != NULL)\n    at[0] = ((char *) id)[0] = id[0] == 'a' ? 'b' : 'a';\n"
     "  act = loket_act_new (id, LOKET_ACT_UNKNOWN,"),
    ("drafts-typed-over", "a draft that is carried to another desk replaces what is typed there",
     "src/store/loket-work-import.c",
     "    if (!there)\n      *chosen", "    there = FALSE;\n    if (!there)\n      *chosen"),
    ("carried-twice", "what is carried a second time is taken in once more",
     "src/store/loket-work-import.c",
     "*known = there || settled || loket_fold_copy_holds (copy, item);",
     "*known = FALSE;"),
    ("answer-not-looked-for", "what the loket answered is not asked for where the feed ends without it",
     "src/store/loket-store-ingest.c",
     "answered != NULL && !self->anew && answered[i] != NULL", "answered != NULL && FALSE"),
    ("keys-given-twice", "a loket that was put back takes cursors of what it has lost",
     "src/loketd/central/loket-call-changes.c",
     "!g_str_equal (cursor->opening, now->opening)", "FALSE"),
    ("lost-act-last", "what the loket has lost comes behind what was done after it",
     "src/store/loket-lost-acts.c",
     "if (!loket_work_db_get_place_before_all (", "if (FALSE && !loket_work_db_get_place_before_all ("),
    ("half-a-history", "a case is taken in without the rest of its history",
     "src/store/loket-store-ingest-case.c",
     "loket_case_is_partial (copy) ? loket_case_get_last_seq (copy) : -1;", "-1;"),
    ("own-complaint-refused", "a complaint that was withdrawn is refused when its author sends it again",
     "src/loketd/central/loket-call-register.c",
     "if (!sees && !registered_it (call, known))", "if (!sees)"),
    ("not-replayed", "a list shows the loket's dates for ever",
     "src/desk/loket-desk-sync.c",
     "  if (self->to_replay)\n    replay_new (self);\n", ""),
]


def copy_tree(folder):
    names = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).split("\n")
    for name in filter(None, names):
        source, target = ROOT / name, folder / name
        same = target.is_file() and source.is_file() and target.read_bytes() == source.read_bytes()
        if source.is_file() and not source.is_symlink() and not same:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)  # newer than what was built of the one before


class Bench:
    """A copy of the tree with its build."""

    def __init__(self, folder):
        self.folder = folder
        self.build = folder / "build"
        copy_tree(folder)
        if not self.build.exists():
            subprocess.check_call(["meson", "setup", str(self.build), str(folder)],
                                  stdout=subprocess.DEVNULL)
        self.environment = dict(os.environ, LOKET_DATADIR=str(folder / "data"), LC_ALL="C.UTF-8")

    def make(self):
        subprocess.check_call(["ninja", "-C", str(self.build), "tests/simulation/simulate"],
                              stdout=subprocess.DEVNULL)

    def search(self, schedules, jobs):
        done = subprocess.run(
            [str(self.build / "tests/simulation/simulate"), "--seeds", f"1-{schedules}",
             "--jobs", str(jobs)],
            env=self.environment, capture_output=True, text=True)
        found = re.search(r"^seed (\d+) step \d+: (\w+)", done.stdout, re.M)
        return found.groups() if found else ("", "died") if done.returncode < 0 else None

    def try_bug(self, bug, schedules, jobs):
        _, _, path, old, new = bug
        target = self.folder / path
        text = target.read_text()
        target.write_text(text.replace(old, new))
        try:
            self.make()
            return self.search(schedules, jobs)
        finally:
            target.write_text(text)


def name_misplaced():
    """The product has moved on: the places of these bugs are gone, or there twice."""
    return [name for name, _, path, old, _ in BUGS if (ROOT / path).read_text().count(old) != 1]


def write_table(rows, path):
    lines = ["| planted bug | what it does | found as | seed = schedules needed |", "|---|---|---|---|"]
    lines += [f"| {name} | {what} | {found[1] if found else '**not found**'} | {found[0] if found else ''} |"
              for name, what, found in rows]
    text = "\n".join(lines) + "\n"
    print(text, flush=True)
    if path:
        Path(path).write_text("# Planted bugs\n\nMade by `planted.py`: each bug alone, in a copy of the tree; "
                              "schedules 1, 2, 3 and so on.\n\n" + text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", action="append")
    parser.add_argument("--schedules", type=int, default=20000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--build", help="a folder that is kept, so that the next run builds less")
    parser.add_argument("--table")
    parser.add_argument("--places", action="store_true", help="only look whether each bug still has its place")
    arguments = parser.parse_args()
    misplaced = name_misplaced()
    if misplaced or arguments.places:
        print(f"no place any more, or two: {', '.join(misplaced) or 'none'}")
        return 1 if misplaced else 0
    folder = Path(arguments.build or tempfile.mkdtemp(prefix="loket-planted-"))
    folder.mkdir(exist_ok=True)
    bench = Bench(folder)
    rows = []
    for bug in BUGS:
        if arguments.only and bug[0] not in arguments.only:
            continue
        found = bench.try_bug(bug, arguments.schedules, arguments.jobs)
        rows.append((bug[0], bug[1], found))
        print(f"{bug[0]}: {found}", flush=True)
        write_table(rows, arguments.table)
    if not arguments.build:
        shutil.rmtree(folder)
    return 0 if all(found for _, _, found in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
