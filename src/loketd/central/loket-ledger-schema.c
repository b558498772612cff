/* SPDX-License-Identifier: EUPL-1.2 */
/* The ledger's schema, step by step. A released step is never edited. */
#include "config.h"

#include <stddef.h>

#include "loket-ledger-schema.h"

/* feed: one row a case, at the key of its last change; keys only grow (AUTOINCREMENT). A removed
 * case keeps its row, until nobody can be waiting for it any more. */
static const char step_1[] = "CREATE TABLE about ("
                             "  name TEXT PRIMARY KEY,"
                             "  value TEXT NOT NULL) STRICT;"
                             "CREATE TABLE people ("
                             "  id TEXT PRIMARY KEY,"
                             "  name TEXT NOT NULL,"
                             "  json TEXT NOT NULL) STRICT;"
                             "CREATE TABLE cases ("
                             "  case_id TEXT PRIMARY KEY,"
                             "  agency TEXT NOT NULL,"
                             "  reference TEXT NOT NULL UNIQUE,"
                             "  provisional TEXT NOT NULL,"
                             "  version INTEGER NOT NULL,"
                             "  withdrawn INTEGER NOT NULL,"
                             "  registered_by TEXT NOT NULL,"
                             "  recorded_at INTEGER NOT NULL,"
                             "  facts TEXT NOT NULL) STRICT;"
                             "CREATE TABLE acts ("
                             "  act_id TEXT PRIMARY KEY,"
                             "  case_id TEXT NOT NULL REFERENCES cases (case_id),"
                             "  seq INTEGER NOT NULL,"
                             "  version INTEGER NOT NULL,"
                             "  type TEXT NOT NULL,"
                             "  author TEXT NOT NULL,"
                             "  recorded_at INTEGER NOT NULL,"
                             "  body TEXT NOT NULL,"
                             "  UNIQUE (case_id, seq)) STRICT;"
                             "CREATE TABLE feed ("
                             "  key INTEGER PRIMARY KEY AUTOINCREMENT,"
                             "  case_id TEXT NOT NULL UNIQUE,"
                             "  agency TEXT NOT NULL,"
                             "  change TEXT NOT NULL,"
                             "  reason TEXT,"
                             "  version INTEGER NOT NULL,"
                             "  day INTEGER NOT NULL) STRICT;"
                             "CREATE TABLE numbers ("
                             "  agency TEXT NOT NULL,"
                             "  year INTEGER NOT NULL,"
                             "  last INTEGER NOT NULL,"
                             "  PRIMARY KEY (agency, year)) STRICT;"
                             "INSERT INTO about VALUES ('feedFloor', '0');";

/* Linked cases and closed ones. seen_by: a JSON list of persons, NULL: all of the agency. Of what
 * was closed at intake, before: whoever registered it and whoever has it. */
static const char step_2[] =
    "ALTER TABLE acts ADD COLUMN opened TEXT;"
    "ALTER TABLE acts ADD COLUMN cause TEXT;"
    "ALTER TABLE cases ADD COLUMN seen_by TEXT;"
    "UPDATE cases SET seen_by = json_array (registered_by, coalesce ("
    "  (SELECT json_extract (body, '$.payload.to') FROM acts WHERE acts.case_id = cases.case_id"
    "   AND type = 'assign' ORDER BY seq DESC LIMIT 1),"
    "  json_extract (facts, '$.assignee'), registered_by))"
    "  WHERE json_extract (facts, '$.restricted') = 1;";

/* Documents, and their contents in the pieces in which they came. */
static const char step_3[] = "CREATE TABLE documents ("
                             "  document_id TEXT PRIMARY KEY,"
                             "  case_id TEXT NOT NULL,"
                             "  name TEXT NOT NULL,"
                             "  media_type TEXT,"
                             "  size INTEGER NOT NULL,"
                             "  offset INTEGER NOT NULL,"
                             "  wanted_sha256 TEXT,"
                             "  sha256 TEXT,"
                             "  begun_by TEXT NOT NULL) STRICT;"
                             "CREATE INDEX documents_by_case ON documents (case_id);"
                             "CREATE TABLE pieces ("
                             "  document_id TEXT NOT NULL,"
                             "  at INTEGER NOT NULL,"
                             "  bytes BLOB NOT NULL,"
                             "  UNIQUE (document_id, at)) STRICT;";

/* An id is a desk's own: of two cases each may have a document by it, or whoever may see only one
 * of them would be told of the other. */
static const char step_4[] =
    "CREATE TABLE documents_4 ("
    "  document INTEGER PRIMARY KEY,"
    "  document_id TEXT NOT NULL,"
    "  case_id TEXT NOT NULL,"
    "  name TEXT NOT NULL,"
    "  media_type TEXT,"
    "  size INTEGER NOT NULL,"
    "  offset INTEGER NOT NULL,"
    "  wanted_sha256 TEXT,"
    "  sha256 TEXT,"
    "  UNIQUE (document_id, case_id)) STRICT;"
    "CREATE TABLE pieces_4 ("
    "  document INTEGER NOT NULL,"
    "  at INTEGER NOT NULL,"
    "  bytes BLOB NOT NULL,"
    "  UNIQUE (document, at)) STRICT;"
    "INSERT INTO documents_4 SELECT rowid, document_id, case_id, name, media_type, size, offset,"
    "  wanted_sha256, sha256 FROM documents;"
    "INSERT INTO pieces_4 SELECT document, at, bytes FROM pieces JOIN documents_4 USING "
    "(document_id);"
    "DROP TABLE pieces;"
    "DROP TABLE documents;"
    "ALTER TABLE documents_4 RENAME TO documents;"
    "ALTER TABLE pieces_4 RENAME TO pieces;"
    "CREATE INDEX documents_by_case ON documents (case_id);";

/* Which opening of the ledger gave the keys from `first_key` on, up to the next one. */
static const char step_5[] = "CREATE TABLE openings ("
                             "  first_key INTEGER PRIMARY KEY,"
                             "  id TEXT NOT NULL) STRICT;";

const char *const loket_ledger_steps[] = {step_1, step_2, step_3, step_4, step_5, NULL};
