/* SPDX-License-Identifier: EUPL-1.2 */
/* What rules take in: each is checked beside what it needs. */
#include "config.h"

#include "loket-error.h"
#include "loket-profile-private.h"
#include "loket-rules-private.h"
#include "loket-schema-private.h"

static gboolean
take_calendar (LoketRules *self, JsonObject *json, GError **error)
{
  const char *extends = loket_json_peek_string (json, "extends");
  LoketCalendar *base = extends != NULL ? loket_rules_get_calendar (self, extends) : NULL;
  g_autoptr (LoketCalendar) calendar = loket_calendar_new (json, base, error);
  LoketCalendar *known;
  guint index;

  if (calendar == NULL)
    return FALSE;
  known = _loket_rules_find_calendar (self, loket_calendar_get_id (calendar));
  if (known != NULL && _loket_rules_compare_versions (loket_calendar_get_version (known),
                                                      loket_calendar_get_version (calendar)) > 0)
    return TRUE;
  if (known != NULL && g_ptr_array_find (self->calendars, known, &index))
    g_ptr_array_remove_index (self->calendars, index);
  g_ptr_array_add (self->calendars, g_steal_pointer (&calendar));
  return TRUE;
}

static gboolean
check_calendar (LoketRules *self, const char *id, const char *place, GError **error)
{
  if (id == NULL || loket_rules_get_calendar (self, id) != NULL)
    return TRUE;
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND, "%s: unknown calendar `%s`", place, id);
  return FALSE;
}

static gboolean
check_clock_calendars (LoketRules *self, GArray *clocks, const char *list, GError **error)
{
  for (guint i = 0; i < clocks->len; i++) {
    g_autofree char *place = g_strdup_printf ("%s[%u].calendar", list, i);

    if (!check_calendar (self, g_array_index (clocks, LoketClockRule, i).calendar, place, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
take_directory (LoketRules *self, JsonObject *json, GError **error)
{
  JsonObject *known;

  if (!_loket_directory_check (json, error))
    return FALSE;
  known = _loket_rules_find_directory (self, loket_json_peek_string (json, "id"));
  if (known != NULL)
    g_ptr_array_remove (self->directories, known);
  g_ptr_array_add (self->directories, json_object_ref (json));
  return TRUE;
}

/* A directory that is not known here may still come from the loket. */
static gboolean
check_services (LoketRules *self, JsonObject *profile, GError **error)
{
  const char *id = loket_json_peek_string (profile, "directory");
  JsonObject *directory = id != NULL ? loket_rules_get_directory (self, id) : NULL;

  return directory == NULL || _loket_directory_check_routing (
                                  directory, loket_json_peek_object (profile, "routing"), error);
}

static gboolean
take_profile (LoketRules *self, JsonObject *json, GError **error)
{
  g_autoptr (LoketProfile) profile = loket_profile_new (json, error);
  LoketProfile *known;

  if (profile == NULL ||
      !check_calendar (self, loket_profile_get_office_calendar (profile), "officeCalendar",
                       error) ||
      !check_calendar (self, "be-legal", "clocks", error) ||
      !check_clock_calendars (self, profile->clocks, "clocks", error) ||
      !check_services (self, json, error))
    return FALSE;
  known = _loket_rules_find_profile (self, loket_profile_get_id (profile),
                                     loket_profile_get_version (profile));
  if (known != NULL && loket_json_objects_equal (known->json, json))
    return TRUE;
  if (known != NULL) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_REFUSED,
                 "version: `%s` %s is known with other contents, and a version is never edited",
                 loket_profile_get_id (profile), loket_profile_get_version (profile));
    return FALSE;
  }
  g_ptr_array_add (self->profiles, g_steal_pointer (&profile));
  return TRUE;
}

static gboolean
is_looser (const LoketClockRule *target, const LoketClockRule *clock)
{
  return g_str_equal (target->id_code, clock->id_code) && clock->kind == LOKET_CLOCK_KIND_LEGAL &&
         clock->amount.given && target->amount.given && target->counted_in == clock->counted_in &&
         target->amount.number > clock->amount.number;
}

/* An agency may be stricter with itself than the law is, never looser. */
static gboolean
check_targets_hold (LoketAgency *agency, LoketProfile *profile, GError **error)
{
  for (guint i = 0; i < agency->targets->len; i++) {
    for (guint j = 0; j < profile->clocks->len; j++) {
      const LoketClockRule *clock = &g_array_index (profile->clocks, LoketClockRule, j);

      if (!is_looser (&g_array_index (agency->targets, LoketClockRule, i), clock))
        continue;
      g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                   "targets[%u].amount.value: at most %d, the term of the procedure", i,
                   clock->amount.number);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
take_agency (LoketRules *self, JsonObject *json, GError **error)
{
  g_autoptr (LoketAgency) agency = loket_agency_new (json, error);
  LoketProfile *profile;
  LoketAgency *known;
  guint index;

  if (agency == NULL || !check_clock_calendars (self, agency->targets, "targets", error))
    return FALSE;
  profile = loket_rules_get_newest (self, loket_agency_get_procedure (agency));
  if (profile == NULL) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND, "procedure: unknown profile `%s`",
                 loket_agency_get_procedure (agency));
    return FALSE;
  }
  if (!check_targets_hold (agency, profile, error))
    return FALSE;
  known = _loket_rules_find_agency (self, loket_agency_get_id (agency));
  if (known != NULL && g_ptr_array_find (self->agencies, known, &index))
    g_ptr_array_remove_index (self->agencies, index);
  g_ptr_array_add (self->agencies, g_steal_pointer (&agency));
  return TRUE;
}

/**
 * _loket_rules_take:
 *
 * Without asking any offer of the same name; what it needs is asked for.
 */
gboolean
_loket_rules_take (LoketRules *self, LoketRuleKind kind, JsonObject *json, GError **error)
{
  static gboolean (*const take[]) (LoketRules *, JsonObject *, GError **) = {
      [LOKET_RULE_CALENDAR] = take_calendar,
      [LOKET_RULE_DIRECTORY] = take_directory,
      [LOKET_RULE_PROFILE] = take_profile,
      [LOKET_RULE_AGENCY] = take_agency,
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (take) == LOKET_N_RULE_KINDS);
  self->unsorted |= 1u << kind;
  return take[kind](self, json, error);
}

/* What is offered under its name comes before it. */
static gboolean
add (LoketRules *self, LoketRuleKind kind, JsonObject *json, GError **error)
{
  const char *version =
      kind == LOKET_RULE_PROFILE ? loket_json_peek_string (json, "version") : NULL;
  gboolean good;

  g_rec_mutex_lock (&self->lock);
  _loket_rules_ask (self, kind, loket_json_peek_string (json, "id"), version);
  good = _loket_rules_take (self, kind, json, error);
  g_rec_mutex_unlock (&self->lock);
  return good;
}

/**
 * loket_rules_add_calendar:
 *
 * Of two calendars with one id the newer version is kept.
 *
 * Returns: FALSE with an error of loket_calendar_new()
 */
gboolean
loket_rules_add_calendar (LoketRules *self, JsonObject *json, GError **error)
{
  return add (self, LOKET_RULE_CALENDAR, json, error);
}

/**
 * loket_rules_add_directory:
 * @json: as data/procedures/FORMAT.md says; a reference is kept
 *
 * A later one with the same id replaces the first.
 *
 * Returns: FALSE with LOKET_ERROR_INVALID or LOKET_ERROR_UNKNOWN_WORD; the message begins with the
 *   place
 */
gboolean
loket_rules_add_directory (LoketRules *self, JsonObject *json, GError **error)
{
  return add (self, LOKET_RULE_DIRECTORY, json, error);
}

/**
 * loket_rules_add_profile:
 *
 * Its calendars must be known, and `be-legal`. The same profile twice is no error;
 * another one with the same id and version is: a released version is never edited.
 *
 * Returns: FALSE with an error of loket_profile_new(), LOKET_ERROR_NOT_FOUND for a calendar, or
 *   LOKET_ERROR_REFUSED
 */
gboolean
loket_rules_add_profile (LoketRules *self, JsonObject *json, GError **error)
{
  return add (self, LOKET_RULE_PROFILE, json, error);
}

/**
 * loket_rules_add_agency:
 *
 * Its procedure must be known. A later one with the same id replaces the first.
 *
 * Returns: FALSE with an error of loket_agency_new() or LOKET_ERROR_NOT_FOUND
 */
gboolean
loket_rules_add_agency (LoketRules *self, JsonObject *json, GError **error)
{
  return add (self, LOKET_RULE_AGENCY, json, error);
}
