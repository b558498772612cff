/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading unsent work that was carried here. Anybody may have written the file. */
#include "config.h"

#include <string.h>

#include "loket-bodies.h"
#include "loket-content.h"
#include "loket-error.h"
#include "loket-json-places.h"
#include "loket-work-carried.h"

enum {
  KEY_BYTES_MAX = 512,
  NAME_BYTES_MAX = 1024,
};

static gboolean
refuse (GError **error, const char *place, const char *why)
{
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: %s", place, why);
  return FALSE;
}

/* An id becomes part of a path: of a request, or of a file. */
static const char *
get_id (JsonObject *json, const char *member, GError **error)
{
  const char *id = loket_json_get_string (json, member, error);

  if (id != NULL && !loket_content_is_id (id)) {
    refuse (error, member, "letters, digits, - and _ are wanted here, 64 at most");
    return NULL;
  }
  return id;
}

/* @moment: @when_absent where it is not there */
static gboolean
read_moment (JsonObject *json,
             const char *member,
             LoketMoment when_absent,
             LoketMoment *moment,
             GError **error)
{
  *moment = when_absent;
  if (!json_object_has_member (json, member) ||
      loket_moment_parse (loket_json_peek_string (json, member), moment))
    return TRUE;
  return refuse (error, member, "a moment is wanted here (yyyy-MM-ddThh:mm:ssZ)");
}

/* Bytes that are no text stand in a member of their own.
 * @bytes: (out) (transfer full) (nullable): NULL where neither is there
 * @coded: (out): whether they stood there */
static gboolean
read_bytes (JsonObject *json, const char *member, GBytes **bytes, gboolean *coded, GError **error)
{
  g_autofree char *coded_member = g_strconcat (member, "Base64", NULL);
  const char *text = loket_json_peek_string (json, member);
  const char *code = loket_json_peek_string (json, coded_member);
  guchar *decoded;
  gsize length;

  *coded = code != NULL;
  *bytes = NULL;
  if (text != NULL && code != NULL)
    return refuse (error, member, "it is there twice, as text and in base64");
  if (text != NULL)
    *bytes = g_bytes_new (text, strlen (text));
  if (code == NULL)
    return TRUE;
  decoded = g_base64_decode (code, &length);
  *bytes = g_bytes_new_take (decoded, length);
  return TRUE;
}

/* What the database, too, must be able to read: strictly JSON, each member once. */
static gboolean
check_json (GBytes *body, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (LoketJsonPlaces) places =
      loket_json_places_new (text != NULL ? text : "", text != NULL ? length : 0);
  LoketJsonSpot spot;
  const char *problem = loket_json_places_get_problem (places, &spot);

  if (problem == NULL && loket_json_places_count_twice (places) > 0) {
    loket_json_places_get_twice (places, 0, &spot);
    problem = "this member is there twice";
  }
  if (problem == NULL)
    return TRUE;
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "body: line %u, column %u: %s", spot.line,
               spot.column, problem);
  return FALSE;
}

/* A type of act that is not known here is kept; the loket knows it, or a person decides. */
static const LoketIssue *
find_issue (const LoketProblem *problem)
{
  for (guint i = 0; problem != NULL && i < problem->issues->len; i++) {
    const LoketIssue *issue = g_ptr_array_index (problem->issues, i);

    if (g_strcmp0 (issue->name, "type") != 0 || !g_str_has_suffix (issue->type, ":unknownInput"))
      return issue;
  }
  return NULL;
}

/**
 * loket_carried_work_check_body:
 *
 * Whether the bytes of @item are what its kind and ids say. An act that claims what only the loket
 * may say would be shown as taken.
 *
 * Returns: FALSE with LOKET_ERROR_INVALID, naming the place
 */
gboolean
loket_carried_work_check_body (const LoketWorkItem *item, GError **error)
{
  LoketProblem *problem = NULL;
  g_autoptr (LoketProblem) kept = NULL;
  g_autoptr (JsonObject) json = NULL;
  g_autoptr (LoketAct) act = NULL;
  const LoketIssue *issue;

  if (!check_json (item->body, error))
    return FALSE;
  json = item->kind == LOKET_WORK_ACT ? loket_act_body_read (item->body, item->id, &problem)
                                      : loket_case_body_read (item->body, item->id, &problem);
  kept = problem;
  issue = find_issue (problem);
  if (issue != NULL) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "body%s%s: %s",
                 issue->name != NULL ? "." : "", issue->name != NULL ? issue->name : "",
                 issue->detail != NULL ? issue->detail : issue->type);
    return FALSE;
  }
  if (item->kind != LOKET_WORK_ACT)
    return TRUE;
  act = loket_work_item_to_act (item, error);
  if (act == NULL)
    g_prefix_error (error, "body.");
  return act != NULL;
}

static gboolean
read_state (LoketWorkItem *item, JsonObject *json, GError **error)
{
  const char *word = loket_json_peek_string (json, "state");
  g_autoptr (GBytes) answer = NULL;
  gboolean coded;

  if (!read_bytes (json, "answer", &answer, &coded, error))
    return FALSE;
  item->state = word != NULL ? loket_work_state_from_string (word) : LOKET_WORK_WAITING;
  if (word != NULL && !g_str_equal (word, loket_work_state_to_string (item->state)))
    return refuse (error, "state", "this word is not known here");
  item->reason = g_strdup (loket_json_peek_string (json, "reason"));
  item->answer = g_steal_pointer (&answer);
  return TRUE;
}

/* Of an act whose bytes cannot be read, id and type are only beside them. */
static LoketWorkItem *
make_item (LoketWorkKind kind,
           const char *id,
           const char *case_id,
           JsonObject *json,
           GBytes *body,
           LoketMoment made_at)
{
  const char *reference = loket_json_peek_string (json, "reference");
  const char *type = loket_json_peek_string (json, "type");
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (JsonObject) read = loket_body_to_object (body, NULL);
  const char *read_type = read != NULL ? loket_json_peek_string (read, "type") : NULL;
  g_autoptr (LoketAct) act = NULL;

  reference = reference != NULL ? reference : "";
  if (kind == LOKET_WORK_CASE)
    return loket_work_item_new_case (case_id, reference, body, made_at);
  act = loket_act_new (id, LOKET_ACT_UNKNOWN, "", 1, 0, payload);
  g_free (act->type_code);
  act->type_code = g_strdup (read_type != NULL ? read_type : type != NULL ? type : "");
  return loket_work_item_new_act (case_id, reference, act, body, made_at);
}

static gboolean
read_kind (JsonObject *json, LoketWorkKind *kind, GError **error)
{
  const char *word = loket_json_get_string (json, "kind", error);

  if (word == NULL)
    return FALSE;
  *kind = g_str_equal (word, loket_work_kind_to_string (LOKET_WORK_CASE)) ? LOKET_WORK_CASE
                                                                          : LOKET_WORK_ACT;
  return g_str_equal (word, loket_work_kind_to_string (*kind)) ||
         refuse (error, "kind", "`act` or `case` is wanted here");
}

static gpointer
read_item (JsonObject *json, GError **error)
{
  const char *case_id = get_id (json, "caseId", error);
  const char *id = case_id != NULL ? get_id (json, "id", error) : NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (GError) cause = NULL;
  LoketWorkKind kind;
  LoketMoment made_at;
  gboolean coded;

  if (id == NULL || !read_kind (json, &kind, error) ||
      !read_bytes (json, "body", &body, &coded, error) ||
      !read_moment (json, "madeAt", 0, &made_at, error))
    return NULL;
  if (body == NULL || (kind == LOKET_WORK_CASE && !g_str_equal (id, case_id))) {
    refuse (error, body == NULL ? "body" : "id",
            body == NULL ? "a text is wanted here" : "of a complaint it is that of its case");
    return NULL;
  }
  item = make_item (kind, id, case_id, json, body, made_at);
  if (loket_carried_work_check_body (item, &cause) == coded) {
    /* Damaged bytes are carried as they are, and nothing else is. */
    if (coded)
      refuse (error, "bodyBase64", "what can be read stands as text in `body`");
    else
      g_propagate_error (error, g_steal_pointer (&cause));
    return NULL;
  }
  return read_state (item, json, error) ? g_steal_pointer (&item) : NULL;
}

static void
draft_free (LoketCarriedDraft *draft)
{
  g_free (draft->key);
  g_free (draft->case_id);
  g_free (draft->fields);
  g_free (draft);
}

/* "act:<case>:<type>", "case:new" and more behind them; erasing a case finds its drafts by
 * `caseId`, so what the key says must stand there. */
static gboolean
check_key (const char *key, const char *case_id, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (key, ":", 3);
  gboolean of_act = g_str_equal (parts[0] != NULL ? parts[0] : "", "act");

  if (strlen (key) > KEY_BYTES_MAX)
    return refuse (error, "key", "it is too long");
  if (of_act ? g_strv_length (parts) != 3 || *parts[1] == '\0' || *parts[2] == '\0'
             : !g_str_equal (key, "case:new") && !g_str_has_prefix (key, "case:new:"))
    return refuse (error, "key", "`act:<case>:<type>` or `case:new` is wanted here");
  if (of_act && g_strcmp0 (parts[1], case_id) != 0)
    return refuse (error, "caseId", "the key names another case");
  return TRUE;
}

static gpointer
read_draft (JsonObject *json, GError **error)
{
  const char *key = loket_json_get_string (json, "key", error);
  JsonObject *fields = key != NULL ? loket_json_get_object (json, "fields", error) : NULL;
  const char *case_id = NULL;
  LoketCarriedDraft *draft;
  LoketMoment saved_at;

  if (fields == NULL)
    return NULL;
  if (json_object_has_member (json, "caseId")) {
    case_id = get_id (json, "caseId", error);
    if (case_id == NULL)
      return NULL;
  }
  if (!check_key (key, case_id, error) ||
      !read_moment (json, "savedAt", LOKET_NO_MOMENT, &saved_at, error))
    return NULL;
  draft = g_new0 (LoketCarriedDraft, 1);
  draft->key = g_strdup (key);
  draft->case_id =
      g_str_has_prefix (key, "act:") ? g_strdup (case_id) : NULL; /* no file gives ids */
  draft->fields = loket_json_object_to_string (fields);
  draft->saved_at = saved_at;
  return draft;
}

static gboolean
check_upload (const LoketUpload *upload, GError **error)
{
  if (!loket_content_is_sha256 (upload->sha256))
    return refuse (error, "sha256", "64 digits of base 16 are wanted here, in small letters");
  /* How large a document may be says the loket to which it goes; and the size is measured. */
  if (upload->size < 1)
    return refuse (error, "size", "no document has that many bytes");
  if (*upload->name == '\0' || strlen (upload->name) > NAME_BYTES_MAX)
    return refuse (error, "name", "it is empty or too long");
  return TRUE;
}

static gpointer
read_upload (JsonObject *json, GError **error)
{
  LoketUpload upload = {0};

  upload.document_id = (char *) get_id (json, "documentId", error);
  if (upload.document_id != NULL)
    upload.case_id = (char *) get_id (json, "caseId", error);
  if (upload.case_id != NULL)
    upload.sha256 = (char *) loket_json_get_string (json, "sha256", error);
  if (upload.sha256 != NULL)
    upload.name = (char *) loket_json_get_string (json, "name", error);
  if (upload.name == NULL || !loket_json_get_int (json, "size", &upload.size, error) ||
      !read_moment (json, "madeAt", 0, &upload.made_at, error) || !check_upload (&upload, error))
    return NULL;
  upload.media_type = (char *) loket_json_peek_string (json, "mediaType");
  return loket_upload_copy (&upload);
}

typedef gpointer (*ReadFunc) (JsonObject *json, GError **error);

static gboolean
read_each (JsonObject *root, const char *member, ReadFunc read, GPtrArray *list, GError **error)
{
  JsonArray *array = loket_json_get_array (root, member, error);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *json = loket_json_array_peek_object (array, i);
    gpointer value = json != NULL ? read (json, error) : NULL;

    if (json == NULL)
      g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s[%u]: an object is wanted here",
                   member, i);
    else if (value == NULL)
      g_prefix_error (error, "%s[%u].", member, i);
    if (value == NULL)
      return FALSE;
    g_ptr_array_add (list, value);
  }
  return TRUE;
}

/**
 * loket_carried_work_read:
 * @root: what stands in the file
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID, naming the place
 */
LoketCarriedWork *
loket_carried_work_read (JsonObject *root, GError **error)
{
  g_autoptr (LoketCarriedWork) self = g_new0 (LoketCarriedWork, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_work_item_unref);
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) draft_free);
  self->uploads = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_upload_free);
  if (g_strcmp0 (loket_json_peek_string (root, "format"), LOKET_CARRIED_WORK_FORMAT) != 0 ||
      loket_json_peek_int (root, "version", 0) != LOKET_CARRIED_WORK_VERSION) {
    refuse (error, "format", "this is no file of unsent work that this version can read");
    return NULL;
  }
  self->realm = g_strdup (loket_json_peek_string (root, "realm"));
  self->person = g_strdup (loket_json_peek_string (root, "person"));
  if (!read_each (root, "items", read_item, self->items, error) ||
      !read_each (root, "drafts", read_draft, self->drafts, error) ||
      !read_each (root, "uploads", read_upload, self->uploads, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
loket_carried_work_free (LoketCarriedWork *self)
{
  if (self == NULL)
    return;
  g_free (self->realm);
  g_free (self->person);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->uploads, g_ptr_array_unref);
  g_free (self);
}
