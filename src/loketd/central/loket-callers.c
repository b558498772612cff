/* SPDX-License-Identifier: EUPL-1.2 */
/* Persons, their tokens, and what they may see. */
#include "config.h"

#include "loket-callers.h"
#include "loket-form.h"

/* A shorter token could be guessed by asking. */
enum {
  TOKEN_LENGTH_MIN = 8
};

struct _LoketCallers {
  gboolean open;      /* no list of persons was given: whoever calls is the coordinator */
  char *token;        /* (nullable): what an open loket asks for */
  GPtrArray *persons; /* (element-type LoketPerson) (owned); of an open loket the first is the
                       * coordinator of all agencies, others come from a scenario */
};

const char *const loket_callers_help =
    "  --users FILE   a JSON object {\"people\": [...]}, each person\n"
    "      {\"id\": \"an.peeters\", \"name\": \"An Peeters\", \"token\": \"at least 8 "
    "characters\",\n"
    "       \"roles\": [\"coordinator\"], \"agencies\": [\"demo-vlg\"], \"email\": \"optional\"}\n"
    "      roles: coordinator standIn approver investigator reader connectedService.\n"
    "      A person sees the cases of these agencies only and says who it is by\n"
    "      'Authorization: Bearer TOKEN'.\n"
    "  --token-file FILE   (without --users) every caller must show the token in this file; then\n"
    "      'Bearer TOKEN' is a coordinator of all agencies, and 'Bearer TOKEN.ID' the person ID "
    "of\n"
    "      the scenario with which the data were filled.\n";

static const char *const role_words[] = {
    "coordinator", "standIn", "approver", "investigator", "reader", "connectedService", NULL,
};

void
loket_person_free (LoketPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->email);
  g_free (self->token);
  g_strfreev (self->role_codes);
  g_strfreev (self->agencies);
  g_free (self);
}

static gboolean
read_token (LoketPerson *self, JsonObject *json, GError **error)
{
  const char *token = loket_json_get_string (json, "token", error);

  if (token == NULL)
    return FALSE;
  if (strlen (token) < TOKEN_LENGTH_MIN || strpbrk (token, " \t\r\n") != NULL)
    return loket_form_refuse (error, "token", "at least %d characters without blanks are wanted",
                              TOKEN_LENGTH_MIN);
  self->token = g_strdup (token);
  return TRUE;
}

/**
 * loket_person_from_json:
 * @with_token: whether the person must have a token (--users) or may not (scenario)
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID, naming the member
 */
LoketPerson *
loket_person_from_json (JsonObject *json, gboolean with_token, GError **error)
{
  static const char *const known[] = {"id",    "name",     "roles", "agencies",
                                      "email", "language", "token", NULL};
  g_autoptr (LoketPerson) self = g_new0 (LoketPerson, 1);
  const char *id, *name;

  if (!loket_form_check_members (json, known, error) ||
      !loket_form_get_key (json, "id", &id, error) ||
      (name = loket_json_get_string (json, "name", error)) == NULL)
    return NULL;
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->email = g_strdup (loket_json_peek_string (json, "email"));
  self->role_codes = loket_form_get_words (json, "roles", role_words, error);
  self->agencies =
      self->role_codes != NULL ? loket_form_get_words (json, "agencies", NULL, error) : NULL;
  if (self->agencies == NULL || (with_token && !read_token (self, json, error)))
    return NULL;
  self->roles = loket_roles_from_strings ((const char *const *) self->role_codes);
  return g_steal_pointer (&self);
}

static void
set_texts (JsonObject *json, const char *member, char **texts)
{
  JsonArray *array = json_array_new ();

  for (int i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (json, member, array);
}

/**
 * loket_person_to_json:
 *
 * Returns: (transfer full): as loket_person_from_json() reads it, without the token
 */
JsonObject *
loket_person_to_json (const LoketPerson *self)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "id", self->id);
  json_object_set_string_member (json, "name", self->name);
  loket_json_set_text (json, "email", self->email);
  set_texts (json, "roles", self->role_codes);
  if (self->agencies != NULL)
    set_texts (json, "agencies", self->agencies);
  return json;
}

gboolean
loket_person_may_see (const LoketPerson *self, const char *agency)
{
  return self->agencies == NULL || g_strv_contains ((const char *const *) self->agencies, agency);
}

/**
 * loket_person_may_see_case:
 * @agency: of the case
 * @seen_by: (nullable): persons for whom alone it is; NULL: all of the agency
 */
gboolean
loket_person_may_see_case (const LoketPerson *self, const char *agency, const char *const *seen_by)
{
  return loket_person_may_see (self, agency) &&
         (seen_by == NULL || g_strv_contains (seen_by, self->id));
}

/* Whether the person may do more than read. */
gboolean
loket_person_may_act (const LoketPerson *self)
{
  return (self->roles & ~(LoketRoles) (LOKET_ROLE_READER | LOKET_ROLE_CONNECTED_SERVICE)) != 0;
}

static LoketCallers *
callers_new (void)
{
  LoketCallers *self = g_new0 (LoketCallers, 1);

  self->persons = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_person_free);
  return self;
}

/**
 * loket_callers_new_open:
 * @token: (nullable): what every caller must show
 *
 * Whoever calls is one coordinator of all agencies: for a loket on loopback.
 */
LoketCallers *
loket_callers_new_open (const char *token)
{
  LoketCallers *self = callers_new ();
  LoketPerson *person = g_new0 (LoketPerson, 1);

  self->open = TRUE;
  self->token = g_strdup (token);
  person->id = g_strdup ("coordinator");
  person->name = g_strdup ("Coordinator");
  person->role_codes = g_strsplit ("coordinator", ",", -1);
  person->roles = LOKET_ROLE_COORDINATOR;
  g_ptr_array_add (self->persons, person);
  return self;
}

static gboolean
read_person (JsonObject *json, guint index, gpointer user_data, GError **error)
{
  LoketPerson *person = loket_person_from_json (json, TRUE, error);

  return person != NULL && loket_callers_add (user_data, person, error);
}

/**
 * loket_callers_new_load:
 * @path: a file as loket_callers_help describes it
 *
 * Returns: (transfer full): NULL with an error that names file and place
 */
LoketCallers *
loket_callers_new_load (const char *path, GError **error)
{
  static const char *const known[] = {"people", NULL};
  g_autoptr (JsonNode) root = loket_json_load (path, error);
  g_autoptr (LoketCallers) self = callers_new ();
  JsonObject *json;

  if (root == NULL)
    return NULL;
  json = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  if (json == NULL) {
    loket_form_refuse (error, path, "an object is wanted");
    return NULL;
  }
  if (!loket_form_check_members (json, known, error) ||
      !loket_form_foreach (json, "people", read_person, self, error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
loket_callers_free (LoketCallers *self)
{
  if (self == NULL)
    return;
  g_free (self->token);
  g_ptr_array_unref (self->persons);
  g_free (self);
}

gboolean
loket_callers_is_open (LoketCallers *self)
{
  return self->open;
}

/**
 * loket_callers_add:
 * @person: (transfer full)
 *
 * Returns: FALSE with LOKET_ERROR_INVALID when id or token stand for somebody else already
 */
gboolean
loket_callers_add (LoketCallers *self, LoketPerson *person, GError **error)
{
  g_autoptr (LoketPerson) owned = person;

  for (guint i = 0; i < self->persons->len; i++) {
    const LoketPerson *other = g_ptr_array_index (self->persons, i);

    if (g_str_equal (other->id, person->id))
      return loket_form_refuse (error, "id", "'%s' is there twice", person->id);
    if (person->token != NULL && g_strcmp0 (other->token, person->token) == 0)
      return loket_form_refuse (error, "token", "'%s' has the token of '%s'", person->id,
                                other->id);
  }
  g_ptr_array_add (self->persons, g_steal_pointer (&owned));
  return TRUE;
}

/**
 * loket_callers_list:
 *
 * Returns: (transfer none) (element-type LoketPerson)
 */
GPtrArray *
loket_callers_list (LoketCallers *self)
{
  return self->persons;
}

/**
 * loket_callers_find:
 *
 * Returns: (transfer none) (nullable)
 */
const LoketPerson *
loket_callers_find (LoketCallers *self, const char *id)
{
  for (guint i = 0; i < self->persons->len; i++) {
    const LoketPerson *person = g_ptr_array_index (self->persons, i);

    if (g_str_equal (person->id, id))
      return person;
  }
  return NULL;
}

gboolean
loket_callers_knows (LoketCallers *self, const char *id)
{
  return loket_callers_find (self, id) != NULL;
}

static const LoketPerson *
identify_open (LoketCallers *self, const char *token)
{
  gsize length;

  if (self->token == NULL)
    return g_ptr_array_index (self->persons, 0);
  length = strlen (self->token);
  if (token == NULL || strncmp (token, self->token, length) != 0)
    return NULL;
  if (token[length] == '\0')
    return g_ptr_array_index (self->persons, 0);
  return token[length] == '.' ? loket_callers_find (self, token + length + 1) : NULL;
}

static const LoketPerson *
identify_known (LoketCallers *self, const char *token)
{
  for (guint i = 0; token != NULL && i < self->persons->len; i++) {
    const LoketPerson *person = g_ptr_array_index (self->persons, i);

    if (g_strcmp0 (person->token, token) == 0)
      return person;
  }
  return NULL;
}

/**
 * loket_callers_identify:
 * @authorization: (nullable): value of the header
 * @problem: (out): why nobody was found
 *
 * Returns: (transfer none) (nullable): who calls
 */
const LoketPerson *
loket_callers_identify (LoketCallers *self, const char *authorization, LoketProblemKind *problem)
{
  const LoketPerson *person;
  const char *token = NULL;

  if (authorization != NULL && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    token = authorization + 7 + strspn (authorization + 7, " ");
  person = self->open ? identify_open (self, token) : identify_known (self, token);
  *problem = token != NULL ? LOKET_PROBLEM_INVALID_ACCESS_TOKEN : LOKET_PROBLEM_NO_ACCESS_TOKEN;
  return person;
}
