/* SPDX-License-Identifier: EUPL-1.2 */
/* A profile as replay reads it: words turned into numbers, once, at load.
 *
 * Private to this folder. Read-only once loaded; texts belong to the profile's JSON. */
#pragma once

#include "loket-profile.h"
#include "loket-standing.h"

G_BEGIN_DECLS

/* One fact of a clock. */
typedef struct {
  int number;
  const char *word; /* (nullable): interned */
  gboolean yes;
  gboolean confirmed;
  char *source;     /* (owned) (nullable): source and article */
} LoketFact;

typedef enum {
  LOKET_UNIT_CALENDAR_DAY,
  LOKET_UNIT_WORKING_DAY,
  LOKET_UNIT_WEEK,
  LOKET_UNIT_MONTH,
} LoketUnit;

typedef enum {
  LOKET_ANCHOR_RECEIVED,
  LOKET_ANCHOR_DECISION_NOTIFIED,
  LOKET_ANCHOR_ACT,
} LoketAnchor;

/* When an act of the list ends a clock. */
typedef enum {
  LOKET_END_ANY,
  LOKET_END_IN_TIME,
  LOKET_END_LATE,
} LoketEndWhen;

typedef struct {
  LoketActType act;
  char **kinds; /* (owned) (nullable): any kind */
  LoketEndWhen when;
} LoketClockEnd;

typedef struct {
  LoketClockId id;
  const char *id_code;
  LoketClockKind kind;
  LoketFact anchor;
  LoketAnchor anchor_kind;
  LoketActType anchor_act; /* for LOKET_ANCHOR_ACT */
  gboolean has_term;
  LoketFact no_term;
  LoketFact amount;
  LoketFact unit;
  LoketUnit counted_in;
  const char *calendar;    /* (nullable) */
  LoketFact roll_rule;     /* `yes`: nextWorkingDay */
  LoketFact counts;
  GArray *satisfied_by;    /* of LoketClockEnd */
  GArray *skipped_by;      /* of LoketClockEnd */
  gboolean extensible;
  LoketFact extension_max;
  LoketFact extension_amount;
  LoketFact extension_unit;
  LoketUnit extension_counted_in;
  gboolean suspendable;
} LoketClockRule;

typedef enum {
  LOKET_GUARD_NOT_YET_DONE,
  LOKET_GUARD_DONE,
  LOKET_GUARD_NOT_DONE,
  LOKET_GUARD_EXTENSION_LEFT,
  LOKET_GUARD_BEFORE_TERM_ENDS,
  LOKET_GUARD_GROUND_KNOWN,
  LOKET_GUARD_REASON_GIVEN,
  LOKET_GUARD_TEXT_GIVEN,
  LOKET_GUARD_GRIEVANCE_KNOWN,
  LOKET_GUARD_REQUEST_OPEN,
  LOKET_GUARD_OUTCOME_KNOWN,
} LoketGuardWord;

typedef struct {
  LoketGuardWord word;
  const char *code;      /* interned: the reason where it does not hold */
  LoketActType act;
  const char *clock;     /* (nullable) */
  LoketAnswer otherwise;
} LoketGuard;

typedef struct {
  LoketActType act;
  guint steps;               /* bit 1 << LoketStep */
  char **kinds;              /* (owned) (nullable): `when`; any kind */
  LoketStep to;              /* LOKET_STEP_UNKNOWN: stays */
  LoketStep to_remedy_open;  /* where a promised remedy is open */
  LoketOutcome outcome;      /* LOKET_OUTCOME_NONE: unchanged */
  GArray *guards;            /* of LoketGuard */
} LoketActRow;

struct _LoketProfile {
  gatomicrefcount ref_count;
  JsonObject *json;
  GArray *rows;              /* of LoketActRow */
  GArray *clocks;            /* of LoketClockRule */
  gboolean opens_on_declined;
  gboolean opens_on_late;
};

struct _LoketAgency {
  gatomicrefcount ref_count;
  JsonObject *json;
  GArray *targets;           /* of LoketClockRule */
};

gboolean _loket_profile_check (JsonObject *json, GError **error);

gboolean _loket_rows_check (JsonObject *profile, GError **error);
gboolean _loket_rows_check_graph (JsonObject *profile, GArray *rows, GError **error);
GArray  *_loket_rows_read  (JsonObject *profile);
gboolean _loket_rows_have  (GArray *rows, LoketActType act);
gboolean _loket_act_needs_no_row (LoketActType act);

gboolean _loket_clocks_check (JsonObject *object, const char *list, GError **error);
gboolean _loket_clocks_check_acts (JsonObject *profile, GArray *rows, GError **error);
GArray  *_loket_clocks_read  (JsonObject *object, const char *list);
LoketClockRule *_loket_clocks_find (GArray *clocks, const char *id_code);

G_END_DECLS
