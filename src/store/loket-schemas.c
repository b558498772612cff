/* SPDX-License-Identifier: EUPL-1.2 */
/* The schemas of work.db and cache.db. */
#include "config.h"

#include "loket-schemas-private.h"

/* Days are LoketDay, moments are microseconds (LoketMoment), codes are the shared words. */

static const char work_1[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE items ("
    "  position INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  kind TEXT NOT NULL CHECK (kind IN ('act', 'case')),"
    "  id TEXT NOT NULL UNIQUE,"
    "  case_id TEXT NOT NULL,"
    "  reference TEXT NOT NULL,"
    "  type TEXT NOT NULL,"
    "  body BLOB NOT NULL,"
    "  state TEXT NOT NULL"
    "    CHECK (state IN ('waiting', 'sending', 'refused', 'conflict', 'taken')),"
    "  reason TEXT,"
    "  answer BLOB,"
    "  made_at INTEGER NOT NULL,"
    "  tries INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX items_of_case ON items (case_id, position);"
    "CREATE TABLE drafts ("
    "  id INTEGER PRIMARY KEY,"
    "  key TEXT NOT NULL UNIQUE,"
    "  case_id TEXT,"
    "  fields TEXT NOT NULL,"
    "  saved_at INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TABLE audit ("
    "  position INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  at INTEGER NOT NULL,"
    "  what TEXT NOT NULL,"
    "  id TEXT NOT NULL,"
    "  case_id TEXT NOT NULL,"
    "  type TEXT,"
    "  body BLOB"
    ") STRICT;"
    "CREATE TABLE quarantine ("
    "  id INTEGER PRIMARY KEY,"
    "  digest TEXT NOT NULL UNIQUE,"
    "  case_id TEXT,"
    "  reason TEXT NOT NULL,"
    "  at INTEGER NOT NULL,"
    "  bytes BLOB NOT NULL"
    ") STRICT;"
    "CREATE INDEX quarantine_of_case ON quarantine (case_id);";

/* An act of which nothing is unsaid once it has left waits a moment in which it can be taken back.
 */
static const char work_2[] = "ALTER TABLE items ADD COLUMN hold_until INTEGER;";

/* The copies stand apart, so that a scan over `cases` does not read them. `order_day` is `work_by`
 * with none last. */
static const char cache_1[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE cases ("
    "  id INTEGER PRIMARY KEY,"
    "  case_id TEXT NOT NULL UNIQUE,"
    "  version INTEGER NOT NULL DEFAULT 0,"
    "  generation INTEGER NOT NULL DEFAULT 0,"
    "  presence TEXT NOT NULL DEFAULT 'here',"
    "  kept INTEGER NOT NULL DEFAULT 1,"
    "  replayed INTEGER NOT NULL DEFAULT 0,"
    "  rests_on_today INTEGER NOT NULL DEFAULT 0,"
    "  differs INTEGER NOT NULL DEFAULT 0,"
    "  pending INTEGER NOT NULL DEFAULT 0,"
    "  reference TEXT NOT NULL,"
    "  subject TEXT NOT NULL,"
    "  person TEXT NOT NULL,"
    "  step TEXT NOT NULL,"
    "  flags INTEGER NOT NULL,"
    "  next_line_after INTEGER,"
    "  outcome TEXT NOT NULL,"
    "  waiting_for TEXT NOT NULL,"
    "  urgency INTEGER NOT NULL,"
    "  assignee TEXT,"
    "  follow_up_on INTEGER,"
    "  clock TEXT,"
    "  last_day INTEGER,"
    "  due INTEGER,"
    "  work_by INTEGER,"
    "  order_day INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX cases_in_order ON cases (urgency DESC, order_day, reference, id);"
    "CREATE INDEX cases_by_reference ON cases (reference);"
    "CREATE INDEX cases_not_replayed ON cases (id) WHERE replayed = 0;"
    "CREATE INDEX cases_of_generation ON cases (generation);"
    "CREATE TABLE aliases ("
    "  alias TEXT NOT NULL,"
    "  row INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,"
    "  PRIMARY KEY (alias, row)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX aliases_of_case ON aliases (row);"
    "CREATE TABLE copies ("
    "  row INTEGER PRIMARY KEY REFERENCES cases ON DELETE CASCADE,"
    "  json TEXT NOT NULL"
    ") STRICT;"
    "CREATE TABLE open_clocks ("
    "  row INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,"
    "  place INTEGER NOT NULL,"
    "  clock TEXT NOT NULL,"
    "  kind TEXT NOT NULL,"
    "  last_day INTEGER NOT NULL,"
    "  due INTEGER NOT NULL,"
    "  work_by INTEGER NOT NULL,"
    "  PRIMARY KEY (row, place)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX open_clocks_by_day ON open_clocks (due, work_by, row);"
    "CREATE TABLE bodies ("
    "  path TEXT PRIMARY KEY,"
    "  etag TEXT,"
    "  body BLOB NOT NULL"
    ") STRICT;"
    "CREATE VIRTUAL TABLE search USING fts5 ("
    "  reference, aliases, subject, names, body,"
    "  tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3'"
    ");";

/* Cases that did not fit into a page: the cursor has passed them, so they are remembered. */
static const char cache_2[] =
    "CREATE TABLE to_fetch (case_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;";

/* The index holds e-mail addresses and telephone numbers too; loket_cache_db_open() fills it. */
static const char cache_3[] = "DELETE FROM search;";

/* Which case leads the bundle of equal cases that one belongs to; replay fills it. */
static const char cache_4[] = "ALTER TABLE cases ADD COLUMN lead TEXT;"
                              "CREATE INDEX cases_of_lead ON cases (lead) WHERE lead IS NOT NULL;"
                              "UPDATE cases SET replayed = 0 WHERE id IN"
                              " (SELECT row FROM copies WHERE instr (json, 'partOf') > 0);";

/* Terms in hours end at a moment. Cases are replayed again to learn it. */
static const char cache_5[] =
    "ALTER TABLE cases ADD COLUMN due_at INTEGER;"
    "ALTER TABLE open_clocks ADD COLUMN due_at INTEGER;"
    "CREATE INDEX open_clocks_by_moment ON open_clocks (due_at, row) WHERE due_at IS NOT NULL;"
    "UPDATE cases SET replayed = 0;";

/* Whether an ombudsman waits for a reply; replay fills it. */
static const char cache_6[] =
    "ALTER TABLE cases ADD COLUMN inquiry_open INTEGER NOT NULL DEFAULT 0;"
    "UPDATE cases SET replayed = 0 WHERE id IN"
    " (SELECT row FROM copies WHERE instr (json, '\"inquire\"') > 0);";

/* Whether a document's contents are kept, and those that must not be here after the program ended.
 */
static const char cache_7[] = "CREATE TABLE documents ("
                              "  document_id TEXT PRIMARY KEY,"
                              "  case_id TEXT NOT NULL,"
                              "  sha256 TEXT,"
                              "  size INTEGER NOT NULL,"
                              "  pinned INTEGER NOT NULL DEFAULT 0,"
                              "  fleeting INTEGER NOT NULL DEFAULT 0,"
                              "  state TEXT NOT NULL CHECK (state IN ('wanted', 'here', 'failed')),"
                              "  reason TEXT,"
                              "  used_at INTEGER NOT NULL"
                              ") STRICT, WITHOUT ROWID;"
                              "CREATE INDEX documents_of_case ON documents (case_id);"
                              "CREATE INDEX documents_by_content ON documents (sha256);";

/* Contents on their way to the loket; the act `attach` of each waits for it. */
static const char work_3[] = "CREATE TABLE uploads ("
                             "  document_id TEXT PRIMARY KEY,"
                             "  case_id TEXT NOT NULL,"
                             "  sha256 TEXT NOT NULL,"
                             "  size INTEGER NOT NULL,"
                             "  name TEXT NOT NULL,"
                             "  media_type TEXT,"
                             "  location TEXT,"
                             "  offset INTEGER NOT NULL DEFAULT 0,"
                             "  state TEXT NOT NULL"
                             "    CHECK (state IN ('waiting', 'sending', 'complete', 'failed')),"
                             "  reason TEXT,"
                             "  restarts INTEGER NOT NULL DEFAULT 0,"
                             "  made_at INTEGER NOT NULL"
                             ") STRICT;"
                             "CREATE INDEX uploads_of_case ON uploads (case_id);"
                             "CREATE INDEX uploads_by_content ON uploads (sha256);";

/* The version that the feed gave last: the loket's own history never goes below it. */
static const char cache_8[] = "ALTER TABLE cases ADD COLUMN fed INTEGER NOT NULL DEFAULT 0;";

/* What was dropped with a case that was erased, until it was told. */
static const char work_4[] = "CREATE INDEX audit_of_erased ON audit (case_id, position)"
                             " WHERE what IN ('erasedUnsent', 'erasedDraft', 'dismissed');";

/* Cases that left are few, and asked for often. */
static const char cache_9[] =
    "CREATE INDEX cases_that_left ON cases (presence) WHERE presence <> 'here';";

/* Looked for at each start. */
static const char cache_10[] =
    "CREATE INDEX cases_resting_on_today ON cases (id) WHERE rests_on_today = 1;";

/* What the full-text index has of a case, as a number: it is written again only where that changes.
 */
static const char cache_11[] = "ALTER TABLE cases ADD COLUMN indexed INTEGER;";

/* What the loket answered and the feed has not spoken of yet; `unknown`: what the
 * loket says of its case, asked for it alone (LOKET_UNKNOWN_NEVER and the others). */
static const char cache_12[] = "CREATE TABLE answered ("
                               "  case_id TEXT NOT NULL,"
                               "  id TEXT NOT NULL,"
                               "  unknown INTEGER NOT NULL DEFAULT 0,"
                               "  PRIMARY KEY (case_id, id)"
                               ") STRICT, WITHOUT ROWID;";

/* Whether a case is erased here, or came again since. */
static const char work_5[] = "CREATE INDEX audit_of_erasing ON audit (case_id, position)"
                             " WHERE what IN ('erased', 'erasedHere', 'cameAgain');";

const char *const _loket_work_schema[] = {work_1, work_2, work_3, work_4, work_5, NULL};
const char *const _loket_cache_schema[] = {cache_1,  cache_2,  cache_3, cache_4, cache_5,
                                           cache_6,  cache_7,  cache_8, cache_9, cache_10,
                                           cache_11, cache_12, NULL};
