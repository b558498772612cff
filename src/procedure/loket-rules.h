/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules that a desk knows: profiles in all their versions, calendars, overlays of agencies.
 *
 * Immutable for a reader once filled: fill it on one thread, then let any thread read it; a desk
 * that fetches a new profile makes a new LoketRules. */
#pragma once

#include "loket-calendar.h"
#include "loket-profile.h"

G_BEGIN_DECLS

typedef struct _LoketRules LoketRules;

LoketRules *loket_rules_new      (void);
LoketRules *loket_rules_new_load (GError **error);
LoketRules *loket_rules_ref      (LoketRules *self);
void        loket_rules_unref    (LoketRules *self);

gboolean loket_rules_add_calendar (LoketRules *self, JsonObject *json, GError **error);
gboolean loket_rules_add_directory (LoketRules *self, JsonObject *json, GError **error);
gboolean loket_rules_add_profile  (LoketRules *self, JsonObject *json, GError **error);
gboolean loket_rules_add_agency   (LoketRules *self, JsonObject *json, GError **error);

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
