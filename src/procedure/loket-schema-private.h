/* SPDX-License-Identifier: EUPL-1.2 */
/* A strict check of data files: only the members and words that are listed may stand in them.
 *
 * Tables say what an object may hold; an error begins with the place (`clocks[2].unit.value: `).
 * Private to this folder. Tables are constant; any thread may use them. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_SCHEMA_STRING,  /* not blank */
  LOKET_SCHEMA_CODE,    /* a text without blanks */
  LOKET_SCHEMA_TEXT,    /* `{nl,fr,de,en}` */
  LOKET_SCHEMA_DAY,
  LOKET_SCHEMA_COUNT,   /* a whole number above 0 */
  LOKET_SCHEMA_NUMBER,  /* a whole number */
  LOKET_SCHEMA_BOOLEAN,
  LOKET_SCHEMA_TRUE,
  LOKET_SCHEMA_WORD,    /* one of `words`, or one that `known` knows */
  LOKET_SCHEMA_WORDS,
  LOKET_SCHEMA_CODES,
  LOKET_SCHEMA_STRINGS,
  LOKET_SCHEMA_TEXTS,
  LOKET_SCHEMA_COUNTS,
  LOKET_SCHEMA_OBJECT,  /* as `inner` says */
  LOKET_SCHEMA_LIST,    /* of objects as `inner` says */
  LOKET_SCHEMA_FACT,    /* `inner` is the one line for `value` */
  LOKET_SCHEMA_FREE,    /* any object */
  LOKET_SCHEMA_ANY,     /* any value */
} LoketSchemaKind;

typedef struct _LoketSchema LoketSchema;

/* One member; a table ends with a line without a name. */
struct _LoketSchema {
  const char *name;
  LoketSchemaKind kind;
  gboolean optional;
  const LoketSchema *inner;
  const char *const *words;
  gboolean (*known) (const char *word);
};

/* A window of opening hours. */
extern const LoketSchema _loket_window_schema[];

gboolean _loket_schema_check (const LoketSchema *schema, JsonObject *json, GError **error);
gboolean _loket_schema_check_unique (JsonObject *json, const char *list, const char *member, GError **error);
gboolean _loket_schema_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
