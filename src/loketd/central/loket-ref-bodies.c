/* SPDX-License-Identifier: EUPL-1.2 */
/* Bodies of the reference data. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-http.h"
#include "loket-ref-bodies.h"
#include "loket-ref-files.h"

struct _LoketRefBodies {
  guint ref_count;
  LoketRules *rules; /* (owned) */
  LoketRefBody *calendars;
  LoketRefBody *organizations;
  GHashTable *procedures; /* LoketProfile -> LoketRefBody: made when it is first asked for */
};

static LoketRefBody *
ref_body_new (GBytes *body)
{
  LoketRefBody *self = g_new0 (LoketRefBody, 1);

  self->body = body;
  self->etag = loket_etag_for_bytes (body);
  return self;
}

static void
ref_body_free (LoketRefBody *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->body);
  g_free (self->etag);
  g_free (self);
}

/**
 * loket_ref_bodies_new:
 * @rules: a reference is kept
 *
 * Returns: (transfer full): NULL where the file of a calendar cannot be read
 */
LoketRefBodies *
loket_ref_bodies_new (LoketRules *rules, GError **error)
{
  GBytes *calendars = loket_ref_files_read_calendars (rules, error);
  LoketRefBodies *self;

  if (calendars == NULL)
    return NULL;
  self = g_new0 (LoketRefBodies, 1);
  self->ref_count = 1;
  self->rules = loket_rules_ref (rules);
  self->calendars = ref_body_new (calendars);
  self->organizations = ref_body_new (loket_ref_files_make_organizations (rules));
  self->procedures = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) loket_profile_unref,
                                            (GDestroyNotify) ref_body_free);
  return self;
}

LoketRefBodies *
loket_ref_bodies_ref (LoketRefBodies *self)
{
  self->ref_count++;
  return self;
}

void
loket_ref_bodies_unref (LoketRefBodies *self)
{
  if (self == NULL || --self->ref_count > 0)
    return;
  ref_body_free (self->calendars);
  ref_body_free (self->organizations);
  g_hash_table_unref (self->procedures);
  loket_rules_unref (self->rules);
  g_free (self);
}

const LoketRefBody *
loket_ref_bodies_get_calendars (LoketRefBodies *self)
{
  return self->calendars;
}

const LoketRefBody *
loket_ref_bodies_get_organizations (LoketRefBodies *self)
{
  return self->organizations;
}

static const LoketRefBody *
get_body_of (LoketRefBodies *self, LoketProfile *profile)
{
  LoketRefBody *known = g_hash_table_lookup (self->procedures, profile);
  g_autoptr (JsonNode) node = NULL;

  if (known != NULL)
    return known;
  node = json_node_init_object (json_node_alloc (), loket_profile_get_json (profile));
  known = ref_body_new (loket_body_from_json (node));
  g_hash_table_insert (self->procedures, loket_profile_ref (profile), known);
  return known;
}

/**
 * loket_ref_bodies_get_procedure:
 *
 * Returns: (transfer none) (nullable): NULL where there is no such version
 */
const LoketRefBody *
loket_ref_bodies_get_procedure (LoketRefBodies *self, const char *id, const char *version)
{
  LoketProfile *profile = loket_rules_get_profile (self->rules, id, version);

  return profile != NULL ? get_body_of (self, profile) : NULL;
}

/**
 * loket_ref_bodies_make_tags:
 *
 * Returns: (transfer full): all entity tags but the caller's own
 */
LoketRefData *
loket_ref_bodies_make_tags (LoketRefBodies *self)
{
  LoketRefData *tags = loket_ref_data_new ();
  GPtrArray *profiles = loket_rules_list_profiles (self->rules);

  for (guint i = 0; i < profiles->len; i++) {
    LoketProfile *profile = g_ptr_array_index (profiles, i);

    loket_ref_data_add_procedure (tags, loket_profile_get_id (profile),
                                  loket_profile_get_version (profile),
                                  get_body_of (self, profile)->etag);
  }
  tags->calendars = g_strdup (self->calendars->etag);
  tags->organizations = g_strdup (self->organizations->etag);
  return tags;
}
