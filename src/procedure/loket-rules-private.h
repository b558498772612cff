/* SPDX-License-Identifier: EUPL-1.2 */
/* What rules hold, and what they could still read.
 *
 * An offer is a calendar, directory, profile or agency of which only the name is known: it is read
 * and checked when it is first asked for. Private to this folder; whoever calls holds the lock. */
#pragma once

#include "loket-rules.h"

G_BEGIN_DECLS

typedef struct {
  LoketRuleKind kind;
  char *id;
  char *version;    /* (nullable): of a profile only */
  char *place;      /* a file, or a path of the contract: its errors begin with it */
  GBytes *body;     /* (nullable) */
  JsonObject *json; /* (nullable): with neither it is the file that stands at `place` */
  gboolean asked;   /* it was read, whatever came of it */
} LoketOffer;

struct _LoketRules {
  gatomicrefcount ref_count;
  GRecMutex lock;         /* of all that follows: an agency asks for its profile while it is read */
  GPtrArray *offers;      /* (element-type LoketOffer): what the program brought comes first */
  GError *problem;        /* (nullable): the first file of the program that could not be read */
  GPtrArray *calendars;   /* (element-type LoketCalendar): the newest of each id */
  GPtrArray *profiles;    /* (element-type LoketProfile): all versions */
  GPtrArray *agencies;    /* (element-type LoketAgency) */
  GPtrArray *directories; /* (element-type JsonObject) */
  guint unsorted;         /* bit 1 << LoketRuleKind: something was put behind that list */
};

void        _loket_rules_ask        (LoketRules *self, LoketRuleKind kind, const char *id, const char *version);
void        _loket_rules_ask_all    (LoketRules *self, LoketRuleKind kind);
const char *_loket_rules_find_newer (LoketRules *self, const char *id, const char *version);
int         _loket_rules_compare_versions (const char *a, const char *b);
void        _loket_offer_free       (LoketOffer *self);
JsonObject *_loket_offer_read       (const LoketOffer *self, GError **error);

/* Of what was read already. */
LoketCalendar *_loket_rules_find_calendar  (LoketRules *self, const char *id);
LoketProfile  *_loket_rules_find_profile   (LoketRules *self, const char *id, const char *version);
LoketProfile  *_loket_rules_find_newest    (LoketRules *self, const char *id);
LoketAgency   *_loket_rules_find_agency    (LoketRules *self, const char *id);
JsonObject    *_loket_rules_find_directory (LoketRules *self, const char *id);

gboolean       _loket_rules_take (LoketRules *self, LoketRuleKind kind, JsonObject *json, GError **error);

G_END_DECLS
