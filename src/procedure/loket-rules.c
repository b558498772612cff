/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules that a desk knows, and how they are found. */
#include "config.h"

#include "loket-error.h"
#include "loket-profile-private.h"
#include "loket-rules.h"
#include "loket-schema-private.h"

/* Lists, so that everything is met in the order in which it was added. */
struct _LoketRules {
  gatomicrefcount ref_count;
  GPtrArray *calendars;   /* (element-type LoketCalendar): the newest of each id */
  GPtrArray *profiles;    /* (element-type LoketProfile): all versions */
  GPtrArray *agencies;    /* (element-type LoketAgency) */
  GPtrArray *directories; /* (element-type JsonObject) */
};

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
  g_ptr_array_unref (self->calendars);
  g_ptr_array_unref (self->profiles);
  g_ptr_array_unref (self->agencies);
  g_ptr_array_unref (self->directories);
  g_free (self);
}

/* Versions of profiles are numbers; those of calendars need not be. */
static int
compare_versions (const char *a, const char *b)
{
  guint64 number_a, number_b;

  if (g_ascii_string_to_unsigned (a, 10, 0, G_MAXUINT64, &number_a, NULL) &&
      g_ascii_string_to_unsigned (b, 10, 0, G_MAXUINT64, &number_b, NULL))
    return (number_a > number_b) - (number_a < number_b);
  return g_strcmp0 (a, b);
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
  const char *extends = loket_json_peek_string (json, "extends");
  LoketCalendar *base = extends != NULL ? loket_rules_get_calendar (self, extends) : NULL;
  g_autoptr (LoketCalendar) calendar = loket_calendar_new (json, base, error);
  LoketCalendar *known;
  guint index;

  if (calendar == NULL)
    return FALSE;
  known = loket_rules_get_calendar (self, loket_calendar_get_id (calendar));
  if (known != NULL && compare_versions (loket_calendar_get_version (known),
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
  JsonObject *known;

  if (!_loket_directory_check (json, error))
    return FALSE;
  known = loket_rules_get_directory (self, loket_json_peek_string (json, "id"));
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

/**
 * loket_rules_add_profile:
 *
 * Its calendars must have been added before, and `be-legal`. The same profile twice is no error;
 * another one with the same id and version is: a released version is never edited.
 *
 * Returns: FALSE with an error of loket_profile_new(), LOKET_ERROR_NOT_FOUND for a calendar, or
 *   LOKET_ERROR_REFUSED
 */
gboolean
loket_rules_add_profile (LoketRules *self, JsonObject *json, GError **error)
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
  known = loket_rules_get_profile (self, loket_profile_get_id (profile),
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
         clock->has_term && target->has_term && target->counted_in == clock->counted_in &&
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

/**
 * loket_rules_add_agency:
 *
 * Its procedure must have been added before. A later one with the same id replaces the first.
 *
 * Returns: FALSE with an error of loket_agency_new() or LOKET_ERROR_NOT_FOUND
 */
gboolean
loket_rules_add_agency (LoketRules *self, JsonObject *json, GError **error)
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
  known = loket_rules_get_agency (self, loket_agency_get_id (agency));
  if (known != NULL && g_ptr_array_find (self->agencies, known, &index))
    g_ptr_array_remove_index (self->agencies, index);
  g_ptr_array_add (self->agencies, g_steal_pointer (&agency));
  return TRUE;
}

/**
 * loket_rules_get_calendar:
 *
 * Returns: (transfer none) (nullable)
 */
LoketCalendar *
loket_rules_get_calendar (LoketRules *self, const char *id)
{
  for (guint i = 0; i < self->calendars->len; i++) {
    LoketCalendar *calendar = g_ptr_array_index (self->calendars, i);

    if (g_strcmp0 (loket_calendar_get_id (calendar), id) == 0)
      return calendar;
  }
  return NULL;
}

/**
 * loket_rules_get_profile:
 *
 * Returns: (transfer none) (nullable): exactly that version
 */
LoketProfile *
loket_rules_get_profile (LoketRules *self, const char *id, const char *version)
{
  for (guint i = 0; i < self->profiles->len; i++) {
    LoketProfile *profile = g_ptr_array_index (self->profiles, i);

    if (g_strcmp0 (loket_profile_get_id (profile), id) == 0 &&
        g_strcmp0 (loket_profile_get_version (profile), version) == 0)
      return profile;
  }
  return NULL;
}

/**
 * loket_rules_get_newest:
 *
 * Returns: (transfer none) (nullable): the highest version that is known
 */
LoketProfile *
loket_rules_get_newest (LoketRules *self, const char *id)
{
  LoketProfile *newest = NULL;

  for (guint i = 0; i < self->profiles->len; i++) {
    LoketProfile *profile = g_ptr_array_index (self->profiles, i);

    if (g_strcmp0 (loket_profile_get_id (profile), id) != 0)
      continue;
    if (newest == NULL || compare_versions (loket_profile_get_version (profile),
                                            loket_profile_get_version (newest)) > 0)
      newest = profile;
  }
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
  for (guint i = 0; i < self->agencies->len; i++) {
    LoketAgency *agency = g_ptr_array_index (self->agencies, i);

    if (g_strcmp0 (loket_agency_get_id (agency), id) == 0)
      return agency;
  }
  return NULL;
}

/**
 * loket_rules_get_directory:
 *
 * Returns: (transfer none) (nullable): the services of that directory; not to be changed
 */
JsonObject *
loket_rules_get_directory (LoketRules *self, const char *id)
{
  for (guint i = 0; i < self->directories->len; i++) {
    JsonObject *directory = g_ptr_array_index (self->directories, i);

    if (g_strcmp0 (loket_json_peek_string (directory, "id"), id) == 0)
      return directory;
  }
  return NULL;
}

/**
 * loket_rules_list_profiles:
 *
 * Returns: (transfer none) (element-type LoketProfile): all versions, in the order in which they
 *   were added: by id and version where they were loaded from the data folder
 */
GPtrArray *
loket_rules_list_profiles (LoketRules *self)
{
  return self->profiles;
}

/**
 * loket_rules_list_agencies:
 *
 * Returns: (transfer none) (element-type LoketAgency)
 */
GPtrArray *
loket_rules_list_agencies (LoketRules *self)
{
  return self->agencies;
}

/**
 * loket_rules_list_calendars:
 *
 * Returns: (transfer none) (element-type LoketCalendar)
 */
GPtrArray *
loket_rules_list_calendars (LoketRules *self)
{
  return self->calendars;
}
