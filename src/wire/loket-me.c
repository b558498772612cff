/* SPDX-License-Identifier: EUPL-1.2 */
/* Who am I, and how is the loket. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-me.h"

static void
colleague_free (LoketColleague *colleague)
{
  g_free (colleague->person_id);
  g_free (colleague->name);
  g_free (colleague);
}

static void
membership_free (LoketMembership *membership)
{
  g_ptr_array_unref (membership->colleagues);
  g_free (membership->organization_id);
  g_free (membership->name);
  g_strfreev (membership->role_codes);
  g_free (membership);
}

/**
 * loket_me_new:
 *
 * Returns: (transfer full): somebody without organisations; the versions may be set
 */
LoketMe *
loket_me_new (const char *person_id, const char *name, const char *realm)
{
  LoketMe *self = g_new0 (LoketMe, 1);

  self->person_id = g_strdup (person_id);
  self->name = g_strdup (name);
  self->realm = g_strdup (realm);
  self->organizations = g_ptr_array_new_with_free_func ((GDestroyNotify) membership_free);
  return self;
}

void
loket_me_free (LoketMe *self)
{
  if (self == NULL)
    return;
  g_free (self->person_id);
  g_free (self->name);
  g_free (self->email);
  g_free (self->realm);
  g_free (self->minimum_desk_version);
  g_free (self->contract_version);
  g_ptr_array_unref (self->organizations);
  g_free (self);
}

/**
 * loket_me_add_organization:
 * @name: (nullable)
 * @role_codes: ends with NULL; codes of a newer loket are kept
 *
 * Returns: (transfer none): what was added
 */
LoketMembership *
loket_me_add_organization (LoketMe *self,
                           const char *organization_id,
                           const char *name,
                           const char *const *role_codes)
{
  LoketMembership *membership = g_new0 (LoketMembership, 1);

  membership->organization_id = g_strdup (organization_id);
  membership->name = g_strdup (name);
  membership->role_codes = g_strdupv ((char **) role_codes);
  membership->roles = loket_roles_from_strings (role_codes);
  membership->colleagues = g_ptr_array_new_with_free_func ((GDestroyNotify) colleague_free);
  self->roles |= membership->roles;
  g_ptr_array_add (self->organizations, membership);
  return membership;
}

void
loket_membership_add_colleague (LoketMembership *self, const char *person_id, const char *name)
{
  LoketColleague *colleague = g_new0 (LoketColleague, 1);

  colleague->person_id = g_strdup (person_id);
  colleague->name = g_strdup (name);
  g_ptr_array_add (self->colleagues, colleague);
}

/**
 * loket_me_find_organization:
 *
 * Returns: (transfer none) (nullable): NULL where the person is not of it
 */
const LoketMembership *
loket_me_find_organization (const LoketMe *self, const char *organization_id)
{
  for (guint i = 0; i < self->organizations->len; i++) {
    const LoketMembership *membership = g_ptr_array_index (self->organizations, i);

    if (g_strcmp0 (membership->organization_id, organization_id) == 0)
      return membership;
  }
  return NULL;
}

/**
 * loket_me_get_roles:
 *
 * Returns: the roles in that organisation; 0 where the person is not of it
 */
LoketRoles
loket_me_get_roles (const LoketMe *self, const char *organization_id)
{
  const LoketMembership *membership = loket_me_find_organization (self, organization_id);

  return membership != NULL ? membership->roles : 0;
}

static void
read_colleagues (LoketMembership *membership, JsonObject *json)
{
  JsonArray *array = loket_json_peek_array (json, "colleagues");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *read = loket_json_array_peek_object (array, i);
    const char *id = read != NULL ? loket_json_peek_string (read, "personId") : NULL;
    const char *name = id != NULL ? loket_json_peek_string (read, "name") : NULL;

    if (id != NULL)
      loket_membership_add_colleague (membership, id, name != NULL ? name : id);
  }
}

static gboolean
read_organizations (LoketMe *self, JsonObject *json, GError **error)
{
  JsonArray *array = loket_json_get_array (json, "organizations", error);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *read = loket_json_array_peek_object (array, i);
    const char *id = read != NULL ? loket_json_peek_string (read, "organizationId") : NULL;
    g_auto (GStrv) roles = NULL;

    if (id == NULL)
      continue;
    roles = loket_json_peek_strings (read, "roles");
    read_colleagues (loket_me_add_organization (self, id, loket_json_peek_string (read, "name"),
                                                (const char *const *) roles),
                     read);
  }
  return TRUE;
}

/**
 * loket_me_decode:
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID, naming the member
 */
LoketMe *
loket_me_decode (GBytes *body, GError **error)
{
  g_autoptr (JsonObject) json = loket_body_to_object (body, error);
  g_autoptr (LoketMe) self = NULL;
  const char *person_id, *name, *realm;

  if (json == NULL || (person_id = loket_json_get_string (json, "personId", error)) == NULL ||
      (name = loket_json_get_string (json, "name", error)) == NULL ||
      (realm = loket_json_get_string (json, "realm", error)) == NULL)
    return NULL;
  self = loket_me_new (person_id, name, realm);
  self->email = g_strdup (loket_json_peek_string (json, "email"));
  self->minimum_desk_version = g_strdup (loket_json_peek_string (json, "minimumDeskVersion"));
  self->contract_version = g_strdup (loket_json_peek_string (json, "contractVersion"));
  return read_organizations (self, json, error) ? g_steal_pointer (&self) : NULL;
}

static GBytes *
take_body (JsonObject *json)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), json);

  json_object_unref (json);
  return loket_body_from_json (node);
}

static JsonArray *
colleagues_to_json (GPtrArray *colleagues)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < colleagues->len; i++) {
    const LoketColleague *colleague = g_ptr_array_index (colleagues, i);
    JsonObject *json = json_object_new ();

    json_object_set_string_member (json, "personId", colleague->person_id);
    json_object_set_string_member (json, "name", colleague->name);
    json_array_add_object_element (array, json);
  }
  return array;
}

static JsonObject *
membership_to_json (const LoketMembership *membership)
{
  JsonObject *json = json_object_new ();
  JsonArray *roles = json_array_new ();

  loket_json_set_text (json, "organizationId", membership->organization_id);
  loket_json_set_text (json, "name", membership->name);
  for (int i = 0; membership->role_codes[i] != NULL; i++)
    json_array_add_string_element (roles, membership->role_codes[i]);
  json_object_set_array_member (json, "roles", roles);
  if (membership->colleagues->len > 0)
    json_object_set_array_member (json, "colleagues", colleagues_to_json (membership->colleagues));
  return json;
}

/**
 * loket_me_encode:
 *
 * Returns: (transfer full): the body of GET /me
 */
GBytes *
loket_me_encode (const LoketMe *self)
{
  JsonObject *json = json_object_new ();
  JsonArray *organizations = json_array_new ();

  loket_json_set_text (json, "personId", self->person_id);
  loket_json_set_text (json, "name", self->name);
  loket_json_set_text (json, "email", self->email);
  for (guint i = 0; i < self->organizations->len; i++)
    json_array_add_object_element (organizations,
                                   membership_to_json (g_ptr_array_index (self->organizations, i)));
  json_object_set_array_member (json, "organizations", organizations);
  loket_json_set_text (json, "realm", self->realm);
  loket_json_set_text (json, "minimumDeskVersion", self->minimum_desk_version);
  loket_json_set_text (json, "contractVersion", self->contract_version);
  return take_body (json);
}

/**
 * loket_health_new:
 * @status: `UP`, `DEGRADED` or `DOWN`
 * @minimum_desk_version: (nullable)
 *
 * Returns: (transfer full): with the contract version of this program
 */
LoketHealth *
loket_health_new (const char *status, const char *minimum_desk_version)
{
  LoketHealth *self = g_new0 (LoketHealth, 1);

  self->status = g_strdup (status);
  self->contract_version = g_strdup (LOKET_CONTRACT_VERSION);
  self->minimum_desk_version = g_strdup (minimum_desk_version);
  return self;
}

void
loket_health_free (LoketHealth *self)
{
  if (self == NULL)
    return;
  g_free (self->status);
  g_free (self->contract_version);
  g_free (self->minimum_desk_version);
  g_free (self);
}

/**
 * loket_health_decode:
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID, naming the member
 */
LoketHealth *
loket_health_decode (GBytes *body, GError **error)
{
  g_autoptr (JsonObject) json = loket_body_to_object (body, error);
  const char *status = json != NULL ? loket_json_get_string (json, "status", error) : NULL;
  LoketHealth *self;

  if (status == NULL)
    return NULL;
  self = g_new0 (LoketHealth, 1);
  self->status = g_strdup (status);
  self->contract_version = g_strdup (loket_json_peek_string (json, "contractVersion"));
  self->minimum_desk_version = g_strdup (loket_json_peek_string (json, "minimumDeskVersion"));
  return self;
}

/**
 * loket_health_encode:
 *
 * Returns: (transfer full): the body of GET /health
 */
GBytes *
loket_health_encode (const LoketHealth *self)
{
  JsonObject *json = json_object_new ();

  loket_json_set_text (json, "status", self->status);
  loket_json_set_text (json, "contractVersion", self->contract_version);
  loket_json_set_text (json, "minimumDeskVersion", self->minimum_desk_version);
  return take_body (json);
}

/**
 * loket_version_compare:
 * @a: (nullable): numbers with dots; NULL comes before all others
 * @b: (nullable)
 *
 * Returns: below 0, 0 or above 0; a number that is not there counts as 0
 */
int
loket_version_compare (const char *a, const char *b)
{
  g_auto (GStrv) parts_a = NULL;
  g_auto (GStrv) parts_b = NULL;

  if (a == NULL || b == NULL)
    return (a != NULL) - (b != NULL);
  parts_a = g_strsplit (a, ".", -1);
  parts_b = g_strsplit (b, ".", -1);
  for (guint i = 0; i < MAX (g_strv_length (parts_a), g_strv_length (parts_b)); i++) {
    guint64 x = i < g_strv_length (parts_a) ? g_ascii_strtoull (parts_a[i], NULL, 10) : 0;
    guint64 y = i < g_strv_length (parts_b) ? g_ascii_strtoull (parts_b[i], NULL, 10) : 0;

    if (x != y)
      return x < y ? -1 : 1;
  }
  return 0;
}
