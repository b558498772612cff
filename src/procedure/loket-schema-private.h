/* SPDX-License-Identifier: EUPL-1.2 */
/* A strict check of data files: only the members and words that are listed may stand in them.
 *
 * Tables say what an object may hold; every flaw has its place (`clocks[2].unit.value`).
 * Private to this folder. Tables are constant; any thread may use them. */
#pragma once

#include "loket-flaws.h"
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
  LOKET_SCHEMA_WORD,    /* one of `words`, or of `set` */
  LOKET_SCHEMA_WORDS,
  LOKET_SCHEMA_CODES,
  LOKET_SCHEMA_STRINGS,
  LOKET_SCHEMA_TEXTS,
  LOKET_SCHEMA_COUNTS,
  LOKET_SCHEMA_OBJECT,  /* as `inner` says */
  LOKET_SCHEMA_LIST,    /* of objects as `inner` says */
  LOKET_SCHEMA_FACT,    /* `inner` is the one line for `value` */
  LOKET_SCHEMA_NAMES,   /* an object: what some of `words` or `set` are called, each a text */
  LOKET_SCHEMA_FREE,    /* any object */
  LOKET_SCHEMA_ANY,     /* any value */
} LoketSchemaKind;

/* The words of an enumeration of the shared codes; its value 0 (unknown, none) is no word. */
typedef struct {
  gboolean (*has) (const char *word);
  const char *(*at) (int value); /* NULL behind the last one */
} LoketWordSet;

typedef struct _LoketSchema LoketSchema;

/* One member; a table ends with a line without a name. */
struct _LoketSchema {
  const char *name;
  LoketSchemaKind kind;
  gboolean optional;
  const LoketSchema *inner;
  const char *const *words;
  const LoketWordSet *set;
};

extern const LoketWordSet _loket_act_words;
extern const LoketWordSet _loket_step_words;
extern const LoketWordSet _loket_outcome_words;
extern const LoketWordSet _loket_via_words;
extern const LoketWordSet _loket_clock_words;
extern const char *const _loket_letter_words[];

/* The files, and the parts of a profile that have a file of their own here. */
extern const LoketSchema _loket_profile_schema[];
extern const LoketSchema _loket_calendar_schema[];
extern const LoketSchema _loket_agency_schema[];
extern const LoketSchema _loket_directory_schema[];
extern const LoketSchema _loket_clock_schema[];
extern const LoketSchema _loket_row_schema[];
extern const LoketSchema _loket_to_schema[];
extern const LoketSchema _loket_routing_schema[];
extern const LoketSchema _loket_window_schema[];

gboolean _loket_schema_check (const LoketSchema *schema, JsonObject *json, LoketFlaws *flaws);
gboolean _loket_schema_check_member (const LoketSchema *member, JsonObject *json, LoketFlaws *flaws);
void     _loket_schema_check_unique (JsonObject *json, const char *list, const char *member, LoketFlaws *flaws);
gboolean _loket_schema_refuse (LoketFlaws *flaws, const char *format, ...) G_GNUC_PRINTF (2, 3);

guint       _loket_schema_count (JsonObject *json, const char *list);
JsonObject *_loket_schema_get   (JsonObject *json, const char *list, guint index);
char       *_loket_schema_list_words (const LoketSchema *member, const char *word);

G_END_DECLS
