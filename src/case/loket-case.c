/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases as values. */
#include "config.h"

#include "loket-case.h"
#include "loket-error.h"

static void
grievance_free (LoketGrievance *grievance)
{
  g_free (grievance->grievance_id);
  g_free (grievance->text);
  g_free (grievance);
}

static void
document_free (LoketDocument *document)
{
  g_free (document->document_id);
  g_free (document->name);
  g_free (document->media_type);
  g_free (document->sha256);
  g_free (document->kind);
  g_free (document);
}

static LoketGrievance *
grievance_from_json (JsonObject *json)
{
  LoketGrievance *grievance = g_new0 (LoketGrievance, 1);

  grievance->grievance_id = g_strdup (loket_json_peek_string (json, "id"));
  grievance->text = g_strdup (loket_json_peek_string (json, "text"));
  grievance->main = loket_json_peek_boolean (json, "main", FALSE);
  return grievance;
}

static LoketDocument *
document_from_json (JsonObject *json)
{
  LoketDocument *document = g_new0 (LoketDocument, 1);

  document->document_id = g_strdup (loket_json_peek_string (json, "documentId"));
  document->name = g_strdup (loket_json_peek_string (json, "name"));
  document->media_type = g_strdup (loket_json_peek_string (json, "mediaType"));
  document->size_bytes = loket_json_peek_int (json, "sizeBytes", 0);
  document->sha256 = g_strdup (loket_json_peek_string (json, "sha256"));
  document->kind = g_strdup (loket_json_peek_string (json, "kind"));
  document->added_on = loket_json_peek_day (json, "addedOn");
  return document;
}

typedef gpointer (*ElementFunc) (JsonObject *json);

static GPtrArray *
read_list (JsonObject *json,
           const char *member,
           ElementFunc read_element,
           GDestroyNotify free_element)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_element);
  JsonArray *array = loket_json_peek_array (json, member);
  guint count = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *element = loket_json_array_peek_object (array, i);

    if (element != NULL)
      g_ptr_array_add (list, read_element (element));
  }
  return list;
}

static LoketParty *
read_party (JsonObject *json, const char *member)
{
  JsonObject *party = loket_json_peek_object (json, member);

  return party != NULL ? loket_party_from_json (party) : NULL;
}

/* A malformed act is an error of the whole case: a date that rests on it could not be proved. */
static gboolean
read_acts (LoketCase *self, GError **error)
{
  JsonArray *array = loket_json_peek_array (self->json, "acts");
  guint count = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *json = loket_json_array_peek_object (array, i);
    LoketAct *act;

    if (json == NULL) {
      g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "acts[%u]: an object is wanted here",
                   i);
      return FALSE;
    }
    act = loket_act_from_json (json, error);
    if (act == NULL) {
      g_prefix_error (error, "acts[%u].", i);
      return FALSE;
    }
    g_ptr_array_add (self->acts, act);
  }
  return TRUE;
}

/* Taken for 0 it would make a part of a history the whole. */
static gboolean
check_act_count (JsonObject *json, GError **error)
{
  JsonNode *node = json_object_get_member (json, "actCount");
  gint64 count;

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ||
         loket_json_get_int (json, "actCount", &count, error);
}

/* What may be missing must be of its kind where it is there: a case that looked whole without its
 * acts or grievances would mislead. */
static gboolean
check_kinds (JsonObject *json, GError **error)
{
  static const struct {
    const char *member;
    JsonNodeType kind;
  } known[] = {
      {"acts", JSON_NODE_ARRAY},
      {"aliases", JSON_NODE_ARRAY},
      {"complainants", JSON_NODE_ARRAY},
      {"grievances", JSON_NODE_ARRAY},
      {"documents", JSON_NODE_ARRAY},
      {"demandKinds", JSON_NODE_ARRAY},
      {"carriers", JSON_NODE_ARRAY},
      {"channels", JSON_NODE_ARRAY},
      {"flags", JSON_NODE_ARRAY},
      {"clocks", JSON_NODE_ARRAY},
      {"representative", JSON_NODE_OBJECT},
      {"service", JSON_NODE_OBJECT},
      {"subject", JSON_NODE_VALUE},
      {"facts", JSON_NODE_VALUE},
      {"filingLanguage", JSON_NODE_VALUE},
      {"answerChannel", JSON_NODE_VALUE},
      {"assignee", JSON_NODE_VALUE},
  };
  static const char *const names[] = {"an object", "an array", "a text"};

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    JsonNode *node = json_object_get_member (json, known[i].member);

    if (node == NULL || JSON_NODE_HOLDS_NULL (node))
      continue;
    if (JSON_NODE_TYPE (node) != known[i].kind ||
        (known[i].kind == JSON_NODE_VALUE && json_node_get_value_type (node) != G_TYPE_STRING)) {
      g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: %s is wanted here",
                   known[i].member, names[known[i].kind]);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_required (LoketCase *self, GError **error)
{
  JsonObject *procedure = loket_json_get_object (self->json, "procedure", error);
  const char *case_id, *reference, *agency, *id, *version;

  if (procedure == NULL)
    return FALSE;
  if ((case_id = loket_json_get_string (self->json, "caseId", error)) == NULL ||
      (reference = loket_json_get_string (self->json, "reference", error)) == NULL ||
      (agency = loket_json_get_string (self->json, "agency", error)) == NULL ||
      !loket_json_get_day (self->json, "receivedOn", &self->received_on, error))
    return FALSE;
  if ((id = loket_json_get_string (procedure, "id", error)) == NULL ||
      (version = loket_json_get_string (procedure, "version", error)) == NULL) {
    g_prefix_error (error, "procedure.");
    return FALSE;
  }
  if (self->version < 0 || self->version > LOKET_CASE_VERSION_MAX) {
    g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID,
                         "version: no case can have that one");
    return FALSE;
  }
  self->case_id = g_strdup (case_id);
  self->reference = g_strdup (reference);
  self->agency = g_strdup (agency);
  self->procedure_id = g_strdup (id);
  self->procedure_version = g_strdup (version);
  return TRUE;
}

static char *
read_text (JsonObject *json, const char *member)
{
  const char *text = loket_json_peek_string (json, member);

  return g_strdup (text != NULL ? text : "");
}

static void
read_optional (LoketCase *self)
{
  JsonObject *json = self->json;

  self->aliases = loket_json_peek_strings (json, "aliases");
  self->received_at = loket_json_peek_moment (json, "receivedAt");
  self->registered_on = loket_json_peek_day (json, "registeredOn");
  self->complainants = read_list (json, "complainants", (ElementFunc) loket_party_from_json,
                                  (GDestroyNotify) loket_party_free);
  self->representative = read_party (json, "representative");
  self->service = read_party (json, "service");
  self->subject = read_text (json, "subject");
  self->facts = read_text (json, "facts");
  self->grievances = read_list (json, "grievances", (ElementFunc) grievance_from_json,
                                (GDestroyNotify) grievance_free);
  self->documents = read_list (json, "documents", (ElementFunc) document_from_json,
                               (GDestroyNotify) document_free);
  self->demand_kinds = loket_json_peek_strings (json, "demandKinds");
  self->carriers = loket_json_peek_strings (json, "carriers");
  self->channels = loket_json_peek_strings (json, "channels");
  self->filing_language = read_text (json, "filingLanguage");
  self->answer_channel = loket_via_from_string (loket_json_peek_string (json, "answerChannel"));
  self->assignee = g_strdup (loket_json_peek_string (json, "assignee"));
  self->offline_permitted = loket_json_peek_boolean (json, "offlinePermitted", TRUE);
  self->version = loket_json_peek_int (json, "version", 0);
}

/**
 * loket_case_from_json:
 * @json: a case as the contract writes it; a reference is kept
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID, naming the member
 */
LoketCase *
loket_case_from_json (JsonObject *json, GError **error)
{
  g_autoptr (LoketCase) self = g_new0 (LoketCase, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->json = json_object_ref (json);
  self->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  if (!check_kinds (json, error) || !check_act_count (json, error))
    return NULL;
  read_optional (self);
  if (!read_required (self, error) || !read_acts (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

LoketCase *
loket_case_ref (LoketCase *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_case_unref (LoketCase *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->case_id);
  g_free (self->reference);
  g_strfreev (self->aliases);
  g_free (self->agency);
  g_free (self->procedure_id);
  g_free (self->procedure_version);
  g_clear_pointer (&self->complainants, g_ptr_array_unref);
  loket_party_free (self->representative);
  loket_party_free (self->service);
  g_free (self->subject);
  g_free (self->facts);
  g_clear_pointer (&self->grievances, g_ptr_array_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_strfreev (self->demand_kinds);
  g_strfreev (self->carriers);
  g_strfreev (self->channels);
  g_free (self->filing_language);
  g_free (self->assignee);
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self);
}

/**
 * loket_case_find_act:
 *
 * Returns: (transfer none) (nullable): the act of that id
 */
LoketAct *
loket_case_find_act (const LoketCase *self, const char *act_id)
{
  for (guint i = 0; i < self->acts->len; i++) {
    LoketAct *act = g_ptr_array_index (self->acts, i);

    if (g_strcmp0 (act->act_id, act_id) == 0)
      return act;
  }
  return NULL;
}

/**
 * loket_case_get_last_seq:
 *
 * Returns: the highest number that the loket gave to one of its acts; 0: it has none that was taken
 */
gint64
loket_case_get_last_seq (const LoketCase *self)
{
  gint64 last = 0;

  for (guint i = 0; i < self->acts->len; i++)
    last = MAX (last, ((LoketAct *) g_ptr_array_index (self->acts, i))->seq);
  return last;
}

/**
 * loket_case_is_partial:
 *
 * Returns: whether the rest of a long history is not in it: no date could be proved on that
 */
gboolean
loket_case_is_partial (const LoketCase *self)
{
  return loket_json_peek_int (self->json, "actCount", 0) > (gint64) self->acts->len;
}

/**
 * loket_case_is_fact:
 * @member: a member of a case, there or not
 *
 * Returns: whether a person may correct it: what the loket itself keeps is no fact of the complaint
 */
gboolean
loket_case_is_fact (const char *member)
{
  static const char *const own[] = {
      "caseId", "reference", "aliases", "agency", "procedure", "version", "acts",
      "step",   "flags",     "outcome", "clocks", "documents", NULL,
  };

  return !g_strv_contains (own, member);
}

static JsonNode *
find_in_array (JsonArray *array, const char *index)
{
  guint64 position;

  if (!g_ascii_string_to_unsigned (index, 10, 0, G_MAXUINT, &position, NULL) ||
      position >= json_array_get_length (array))
    return NULL;
  return json_array_get_element (array, (guint) position);
}

/**
 * loket_case_get_fact:
 * @field: a member, or a path of members and positions with dots (`complainants.0.email`)
 *
 * Returns: (transfer none) (nullable): the fact; NULL where there is none or where it is not one
 *   that can be corrected
 */
JsonNode *
loket_case_get_fact (const LoketCase *self, const char *field)
{
  g_auto (GStrv) path = g_strsplit (field, ".", -1);
  JsonNode *node;

  if (path[0] == NULL || !loket_case_is_fact (path[0]))
    return NULL;
  node = json_object_get_member (self->json, path[0]);
  for (int i = 1; node != NULL && path[i] != NULL; i++) {
    if (JSON_NODE_HOLDS_OBJECT (node))
      node = json_object_get_member (json_node_get_object (node), path[i]);
    else if (JSON_NODE_HOLDS_ARRAY (node))
      node = find_in_array (json_node_get_array (node), path[i]);
    else
      node = NULL;
  }
  return node;
}

static JsonNode *replace_at (JsonNode *node, char **path, JsonNode *value);

static JsonNode *
replace_in_object (JsonObject *object, char **path, JsonNode *value)
{
  JsonObject *copy = loket_json_object_copy (object);
  JsonNode *node = json_node_alloc ();
  JsonNode *inner = replace_at (json_object_get_member (object, path[0]), path + 1, value);

  if (inner != NULL)
    json_object_set_member (copy, path[0], inner);
  else
    json_object_remove_member (copy, path[0]);
  json_node_init_object (node, copy);
  json_object_unref (copy);
  return node;
}

static JsonNode *
replace_in_array (JsonArray *array, char **path, JsonNode *value)
{
  JsonArray *copy = json_array_new ();
  JsonNode *node = json_node_alloc ();
  JsonNode *wanted = find_in_array (array, path[0]);
  guint count = json_array_get_length (array);

  for (guint i = 0; i < count; i++) {
    JsonNode *element = json_array_get_element (array, i);

    json_array_add_element (copy, element == wanted ? replace_at (element, path + 1, value)
                                                    : json_node_ref (element));
  }
  json_node_init_array (node, copy);
  json_array_unref (copy);
  return node;
}

/* A new tree in which the value at @path is another; NULL or JSON null takes a member away. */
static JsonNode *
replace_at (JsonNode *node, char **path, JsonNode *value)
{
  if (path[0] == NULL)
    return value != NULL && !JSON_NODE_HOLDS_NULL (value) ? json_node_ref (value) : NULL;
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return replace_in_array (json_node_get_array (node), path, value);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return replace_in_object (json_node_get_object (node), path, value);
  return node != NULL ? json_node_ref (node) : NULL;
}

/**
 * loket_case_with_corrections:
 * @corrections: (element-type LoketAct): the `correct` acts that have effect, in order
 *
 * Returns: (transfer full): the case with its facts as the corrections leave them (itself, where
 *   there are none); NULL with LOKET_ERROR_INVALID when the result is no case any more
 */
LoketCase *
loket_case_with_corrections (LoketCase *self, GPtrArray *corrections, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (corrections->len == 0)
    return loket_case_ref (self);
  root = json_node_alloc ();
  json_node_init_object (root, self->json);
  for (guint i = 0; i < corrections->len; i++) {
    LoketAct *act = g_ptr_array_index (corrections, i);
    const char *field = loket_act_get_text (act, "field");
    g_auto (GStrv) path = NULL;
    JsonNode *changed;

    if (field == NULL)
      continue;
    path = g_strsplit (field, ".", -1);
    if (path[0] == NULL || !loket_case_is_fact (path[0]))
      continue;
    changed = replace_at (root, path, json_object_get_member (act->payload, "new"));
    json_node_unref (root);
    root = changed;
  }
  return loket_case_from_json (json_node_get_object (root), error);
}

/**
 * loket_case_with_documents:
 * @documents: (element-type JsonObject): all that are to be shown
 *
 * Returns: (transfer full): the case with those documents in the place of its own
 */
LoketCase *
loket_case_with_documents (LoketCase *self, GPtrArray *documents)
{
  g_autoptr (JsonObject) json = loket_json_object_copy (self->json);
  JsonArray *array = json_array_sized_new (documents->len);
  LoketCase *changed;

  for (guint i = 0; i < documents->len; i++)
    json_array_add_object_element (array, json_object_ref (documents->pdata[i]));
  json_object_set_array_member (json, "documents", array);
  changed = loket_case_from_json (json, NULL);
  /* Nothing else was changed in what has been read before. */
  return changed != NULL ? changed : loket_case_ref (self);
}

/**
 * loket_case_make_provisional_reference:
 * @case_id: a UUID
 *
 * Returns: (transfer full): voorlopig nummer: `V-` and eight characters; stays valid as an alias
 */
char *
loket_case_make_provisional_reference (const char *case_id)
{
  g_autofree char *upper = g_ascii_strup (case_id, 8);

  return g_strdup_printf ("V-%s", upper);
}
