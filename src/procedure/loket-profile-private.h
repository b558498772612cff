/* SPDX-License-Identifier: EUPL-1.2 */
/* A profile as replay reads it: words turned into numbers, once, at load.
 *
 * Private to this folder. Read-only once loaded; texts belong to the profile's JSON. */
#pragma once

#include "loket-flaws.h"
#include "loket-profile.h"
#include "loket-standing.h"

G_BEGIN_DECLS

/* One fact of a clock. */
typedef struct {
  gboolean given;   /* it stands in the profile */
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
  LOKET_UNIT_HOUR,
  LOKET_UNIT_WORKING_HOUR,
} LoketUnit;

/* A window in which working hours count, on each of some days of the week. */
typedef struct {
  guint weekdays;  /* bit 1 << weekday, Monday = 1 */
  int from;        /* minutes after midnight */
  int until;       /* minutes after midnight; 1440: the end of the day */
} LoketOpening;

typedef enum {
  LOKET_ANCHOR_RECEIVED,
  LOKET_ANCHOR_DECISION_NOTIFIED,
  LOKET_ANCHOR_FACTS_HAPPENED,
  LOKET_ANCHOR_ACT,
  LOKET_ANCHOR_COPIED,   /* the last day stands on paper: nothing is counted */
  LOKET_ANCHOR_PROMISED, /* the last day is what an act of ours promised: nothing is counted */
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
  char **from;  /* (owned) (nullable): whoever replied or was asked */
  LoketEndWhen when;
} LoketClockEnd;

typedef struct {
  LoketClockId id;
  const char *id_code;
  LoketClockKind kind;
  LoketFact anchor;
  LoketAnchor anchor_kind;
  LoketActType anchor_act; /* for LOKET_ANCHOR_ACT and LOKET_ANCHOR_PROMISED */
  char **anchor_from;      /* (owned) (nullable): whoever was asked */
  gboolean pick_last;      /* each such act starts it anew */
  LoketFact copied_from;   /* where it is not given the clock is counted */
  gboolean stayed;         /* a complaint to an ombudsman stays it */
  char **stay_until;       /* (owned) (nullable): the acts that give notice */
  LoketFact stay_months;   /* after which it runs again all the same */
  gboolean ends_received;  /* it ends on the day of receipt, not by an act */
  gboolean citizens;       /* a term of the citizen, not of the authority */
  char **demands;          /* (owned) (nullable): whatever is demanded */
  gboolean has_term;
  LoketFact no_term;
  LoketFact amount;
  LoketFact unit;
  LoketUnit counted_in;
  const char *calendar;    /* (nullable) */
  LoketFact opening_hours;
  GArray *openings;        /* of LoketOpening, in the order of the day; empty where not counted so */
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
  LOKET_GUARD_KIND_KNOWN,
  LOKET_GUARD_CONSENT_OF_ALL,
  LOKET_GUARD_LINKED,
  LOKET_GUARD_DEMAND_OPEN,
} LoketGuardWord;

typedef struct {
  LoketGuardWord word;
  const char *code;      /* interned: the reason where it does not hold */
  LoketActType act;
  const char *clock;     /* (nullable) */
  const char *relation;  /* (nullable) */
  LoketAnswer otherwise;
} LoketGuard;

typedef struct {
  LoketActType act;
  guint steps;               /* bit 1 << LoketStep */
  char **kinds;              /* (owned) (nullable): `when`; any kind */
  char **demands;            /* (owned) (nullable): whatever is demanded */
  gboolean per_demand;       /* it may end one demand, and the case goes on for the others */
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

void     _loket_profile_look  (JsonObject *json, LoketFlaws *flaws);
void     _loket_profile_check (JsonObject *json, LoketFlaws *flaws);
void     _loket_agency_look   (JsonObject *json, LoketFlaws *flaws);

void     _loket_rows_check (JsonObject *profile, LoketFlaws *flaws);
void     _loket_rows_check_graph (JsonObject *profile, LoketFlaws *flaws);
GArray  *_loket_rows_read  (JsonObject *profile);
gboolean _loket_act_needs_no_row (LoketActType act);

void     _loket_clocks_check (JsonObject *object, const char *list, LoketFlaws *flaws);
void     _loket_clocks_check_acts (JsonObject *profile, LoketFlaws *flaws);
GArray  *_loket_clocks_read  (JsonObject *object, const char *list);
void     _loket_demands_check (JsonObject *profile, LoketFlaws *flaws);
gboolean _loket_codes_meet    (char **a, char **b);
char   **_loket_codes_read    (JsonObject *json, const char *member);
void     _loket_routing_check (JsonObject *json, LoketFlaws *flaws);

void     _loket_directory_look (JsonObject *json, LoketFlaws *flaws);
void     _loket_directory_look_routing (JsonObject *json, JsonObject *routing, LoketFlaws *flaws);
gboolean _loket_directory_check (JsonObject *json, GError **error);
gboolean _loket_directory_check_routing (JsonObject *json, JsonObject *routing, GError **error);

void     _loket_clock_check_hours (JsonObject *clock, LoketFlaws *flaws);
void     _loket_openings_check (JsonArray *windows, LoketFlaws *flaws);
void     _loket_openings_check_each (JsonObject *json, const char *list, LoketFlaws *flaws);

G_END_DECLS
