/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules that a desk knows: profiles in all their versions, calendars, overlays of agencies.
 *
 * Filled on one thread: what is added, or offered to be read when it is first asked for. Then any
 * thread may ask; a desk that fetches a new profile makes a new LoketRules. Finding or reading is
 * one step under a lock of its own, so what was read once stays, is the same for all who ask, and
 * is never changed: nobody who reads rules notices that they are lazy. A lock, because rules are
 * made on the main thread, asked in the background and given up by whoever is last. It does not
 * make the values themselves shared: json-glib counts without locks, so two threads still have
 * rules of their own (src/DESIGN.md, Threads). */
#pragma once

#include "loket-calendar.h"
#include "loket-profile.h"

G_BEGIN_DECLS

typedef struct _LoketRules LoketRules;

typedef enum {
  LOKET_RULE_CALENDAR,
  LOKET_RULE_DIRECTORY,
  LOKET_RULE_PROFILE,
  LOKET_RULE_AGENCY,
  LOKET_N_RULE_KINDS,
} LoketRuleKind;

LoketRules *loket_rules_new      (void);
LoketRules *loket_rules_new_load (GError **error);
LoketRules *loket_rules_new_lazy (GError **error);
LoketRules *loket_rules_ref      (LoketRules *self);
void        loket_rules_unref    (LoketRules *self);

gboolean loket_rules_add_calendar (LoketRules *self, JsonObject *json, GError **error);
gboolean loket_rules_add_directory (LoketRules *self, JsonObject *json, GError **error);
gboolean loket_rules_add_profile  (LoketRules *self, JsonObject *json, GError **error);
gboolean loket_rules_add_agency   (LoketRules *self, JsonObject *json, GError **error);

void     loket_rules_offer      (LoketRules *self, LoketRuleKind kind, const char *id, const char *version,
                                 const char *place, GBytes *body);
void     loket_rules_offer_json (LoketRules *self, LoketRuleKind kind, const char *place, JsonObject *json);
gboolean loket_rules_check_read (LoketRules *self, GError **error);

LoketCalendar *loket_rules_get_calendar (LoketRules *self, const char *id);
LoketProfile  *loket_rules_get_profile  (LoketRules *self, const char *id, const char *version);
LoketProfile  *loket_rules_get_newest   (LoketRules *self, const char *id);
LoketAgency   *loket_rules_get_agency   (LoketRules *self, const char *id);
JsonObject    *loket_rules_get_directory (LoketRules *self, const char *id);
GPtrArray     *loket_rules_list_profiles (LoketRules *self);
GPtrArray     *loket_rules_list_agencies (LoketRules *self);
GPtrArray     *loket_rules_list_calendars (LoketRules *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketRules, loket_rules_unref)

G_END_DECLS
