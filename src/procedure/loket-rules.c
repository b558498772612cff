/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules that a desk knows, and how they are found. */
#include "config.h"

#include "loket-error.h"
#include "loket-profile-private.h"
#include "loket-rules-private.h"
#include "loket-schema-private.h"

/**
 * loket_rules_new:
 *
 * Returns: (transfer full): rules without anything in them
 */
LoketRules *
loket_rules_new (void)
{
  LoketRules *self = g_new0 (LoketRules, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_rec_mutex_init (&self->lock);
  self->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) _loket_offer_free);
  self->calendars = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_calendar_unref);
  self->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_profile_unref);
  self->agencies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_agency_unref);
  self->directories = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  return self;
}

LoketRules *
loket_rules_ref (LoketRules *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_rules_unref (LoketRules *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->offers);
  g_clear_error (&self->problem);
  g_ptr_array_unref (self->calendars);
  g_ptr_array_unref (self->profiles);
  g_ptr_array_unref (self->agencies);
  g_ptr_array_unref (self->directories);
  g_rec_mutex_clear (&self->lock);
  g_free (self);
}

/* Versions of profiles are numbers; those of calendars need not be. */
int
_loket_rules_compare_versions (const char *a, const char *b)
{
  guint64 number_a, number_b;

  if (g_ascii_string_to_unsigned (a, 10, 0, G_MAXUINT64, &number_a, NULL) &&
      g_ascii_string_to_unsigned (b, 10, 0, G_MAXUINT64, &number_b, NULL))
    return (number_a > number_b) - (number_a < number_b);
  return g_strcmp0 (a, b);
}

LoketCalendar *
_loket_rules_find_calendar (LoketRules *self, const char *id)
{
  for (guint i = 0; i < self->calendars->len; i++) {
    LoketCalendar *calendar = g_ptr_array_index (self->calendars, i);

    if (g_strcmp0 (loket_calendar_get_id (calendar), id) == 0)
      return calendar;
  }
  return NULL;
}

LoketProfile *
_loket_rules_find_profile (LoketRules *self, const char *id, const char *version)
{
  for (guint i = 0; i < self->profiles->len; i++) {
    LoketProfile *profile = g_ptr_array_index (self->profiles, i);

    if (g_strcmp0 (loket_profile_get_id (profile), id) == 0 &&
        g_strcmp0 (loket_profile_get_version (profile), version) == 0)
      return profile;
  }
  return NULL;
}

LoketProfile *
_loket_rules_find_newest (LoketRules *self, const char *id)
{
  LoketProfile *newest = NULL;

  for (guint i = 0; i < self->profiles->len; i++) {
    LoketProfile *profile = g_ptr_array_index (self->profiles, i);

    if (g_strcmp0 (loket_profile_get_id (profile), id) != 0)
      continue;
    if (newest == NULL || _loket_rules_compare_versions (loket_profile_get_version (profile),
                                                         loket_profile_get_version (newest)) > 0)
      newest = profile;
  }
  return newest;
}

LoketAgency *
_loket_rules_find_agency (LoketRules *self, const char *id)
{
  for (guint i = 0; i < self->agencies->len; i++) {
    LoketAgency *agency = g_ptr_array_index (self->agencies, i);

    if (g_strcmp0 (loket_agency_get_id (agency), id) == 0)
      return agency;
  }
  return NULL;
}

JsonObject *
_loket_rules_find_directory (LoketRules *self, const char *id)
{
  for (guint i = 0; i < self->directories->len; i++) {
    JsonObject *directory = g_ptr_array_index (self->directories, i);

    if (g_strcmp0 (loket_json_peek_string (directory, "id"), id) == 0)
      return directory;
  }
  return NULL;
}

/* Reads the newest of all that are offered; NULL where that one came with the program and is
 * broken. */
static LoketProfile *
ask_newest (LoketRules *self, const char *id)
{
  const char *tried = NULL;

  for (;;) {
    LoketProfile *known = _loket_rules_find_newest (self, id);
    const char *version = known != NULL ? loket_profile_get_version (known) : NULL;
    const char *newer = _loket_rules_find_newer (self, id, version);

    if (newer == version)
      return known;
    if (newer == tried)
      return NULL;
    _loket_rules_ask (self, LOKET_RULE_PROFILE, id, newer);
    tried = newer;
  }
}

/**
 * loket_rules_get_calendar:
 *
 * Returns: (transfer none) (nullable)
 */
LoketCalendar *
loket_rules_get_calendar (LoketRules *self, const char *id)
{
  LoketCalendar *calendar;

  g_rec_mutex_lock (&self->lock);
  calendar = _loket_rules_find_calendar (self, id);
  if (calendar == NULL) {
    _loket_rules_ask (self, LOKET_RULE_CALENDAR, id, NULL);
    calendar = _loket_rules_find_calendar (self, id);
  }
  g_rec_mutex_unlock (&self->lock);
  return calendar;
}

/**
 * loket_rules_get_profile:
 *
 * Returns: (transfer none) (nullable): exactly that version
 */
LoketProfile *
loket_rules_get_profile (LoketRules *self, const char *id, const char *version)
{
  LoketProfile *profile;

  if (id == NULL || version == NULL)
    return NULL;
  g_rec_mutex_lock (&self->lock);
  profile = _loket_rules_find_profile (self, id, version);
  if (profile == NULL) {
    _loket_rules_ask (self, LOKET_RULE_PROFILE, id, version);
    profile = _loket_rules_find_profile (self, id, version);
  }
  g_rec_mutex_unlock (&self->lock);
  return profile;
}

/**
 * loket_rules_get_newest:
 *
 * Returns: (transfer none) (nullable): the highest version that is known
 */
LoketProfile *
loket_rules_get_newest (LoketRules *self, const char *id)
{
  LoketProfile *newest;

  g_rec_mutex_lock (&self->lock);
  newest = ask_newest (self, id);
  g_rec_mutex_unlock (&self->lock);
  return newest;
}

/**
 * loket_rules_get_agency:
 *
 * Returns: (transfer none) (nullable)
 */
LoketAgency *
loket_rules_get_agency (LoketRules *self, const char *id)
{
  LoketAgency *agency;

  g_rec_mutex_lock (&self->lock);
  agency = _loket_rules_find_agency (self, id);
  if (agency == NULL) {
    _loket_rules_ask (self, LOKET_RULE_AGENCY, id, NULL);
    agency = _loket_rules_find_agency (self, id);
  }
  g_rec_mutex_unlock (&self->lock);
  return agency;
}

/**
 * loket_rules_get_directory:
 *
 * Returns: (transfer none) (nullable): the services of that directory; not to be changed
 */
JsonObject *
loket_rules_get_directory (LoketRules *self, const char *id)
{
  JsonObject *directory;

  g_rec_mutex_lock (&self->lock);
  directory = _loket_rules_find_directory (self, id);
  if (directory == NULL) {
    _loket_rules_ask (self, LOKET_RULE_DIRECTORY, id, NULL);
    directory = _loket_rules_find_directory (self, id);
  }
  g_rec_mutex_unlock (&self->lock);
  return directory;
}

static int
compare_profiles (gconstpointer a, gconstpointer b)
{
  LoketProfile *first = *(LoketProfile *const *) a;
  LoketProfile *second = *(LoketProfile *const *) b;
  int order = g_strcmp0 (loket_profile_get_id (first), loket_profile_get_id (second));

  return order != 0 ? order
                    : _loket_rules_compare_versions (loket_profile_get_version (first),
                                                     loket_profile_get_version (second));
}

static int
compare_agencies (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (loket_agency_get_id (*(LoketAgency *const *) a),
                    loket_agency_get_id (*(LoketAgency *const *) b));
}

/* All of one kind, in an order that does not depend on what was asked for first. */
static GPtrArray *
list_all (LoketRules *self, LoketRuleKind kind, GPtrArray *list, GCompareFunc compare)
{
  g_rec_mutex_lock (&self->lock);
  _loket_rules_ask_all (self, kind);
  if ((self->unsorted & 1u << kind) != 0)
    g_ptr_array_sort (list, compare);
  self->unsorted &= ~(1u << kind);
  g_rec_mutex_unlock (&self->lock);
  return list;
}

/**
 * loket_rules_list_profiles:
 *
 * Reads all that were not read before.
 *
 * Returns: (transfer none) (element-type LoketProfile): all versions that are good, by id and
 *   version; holds until something is added
 */
GPtrArray *
loket_rules_list_profiles (LoketRules *self)
{
  return list_all (self, LOKET_RULE_PROFILE, self->profiles, compare_profiles);
}

/**
 * loket_rules_list_agencies:
 *
 * Reads all that were not read before.
 *
 * Returns: (transfer none) (element-type LoketAgency): by id; holds until something is added
 */
GPtrArray *
loket_rules_list_agencies (LoketRules *self)
{
  return list_all (self, LOKET_RULE_AGENCY, self->agencies, compare_agencies);
}

/**
 * loket_rules_list_calendars:
 *
 * Reads all that were not read before.
 *
 * Returns: (transfer none) (element-type LoketCalendar): each behind the one that it extends;
 *   holds until something is added
 */
GPtrArray *
loket_rules_list_calendars (LoketRules *self)
{
  g_rec_mutex_lock (&self->lock);
  _loket_rules_ask_all (self, LOKET_RULE_CALENDAR);
  g_rec_mutex_unlock (&self->lock);
  return self->calendars;
}
