/* SPDX-License-Identifier: EUPL-1.2 */
/* Resolving a row of unsent work. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-work-db.h"
#include "loket-work-notes.h"
#include "loket-work-resolve.h"

/* @what: static */
LoketWorkResolving *
loket_work_resolving_new (const char *what)
{
  LoketWorkResolving *self = g_new0 (LoketWorkResolving, 1);

  self->what = what;
  return self;
}

void
loket_work_resolving_free (LoketWorkResolving *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->replacement, loket_work_item_unref);
  g_free (self->draft_key);
  g_free (self->draft_case_id);
  g_free (self->draft_fields);
  g_free (self->later_case_id);
  g_free (self);
}

/**
 * loket_work_item_make_draft_key:
 * @case_id: in which it is to be done
 *
 * Returns: (transfer full): a key of its own, which no form begins by itself
 */
char *
loket_work_item_make_draft_key (const LoketWorkItem *item, const char *case_id)
{
  return g_strdup_printf ("act:%s:%s:%s", case_id, item->type, item->id);
}

/**
 * loket_work_item_make_draft_fields:
 * @item: an act
 *
 * Returns: (transfer full): as its form keeps it; NULL where its bytes cannot be read
 */
JsonObject *
loket_work_item_make_draft_fields (const LoketWorkItem *item, GError **error)
{
  g_autoptr (JsonObject) body = loket_body_to_object (item->body, error);
  JsonObject *payload = body != NULL ? loket_json_peek_object (body, "payload") : NULL;
  JsonObject *fields;

  if (body == NULL)
    return NULL;
  fields = json_object_new ();
  loket_json_set_text (fields, "occurredOn", loket_json_peek_string (body, "occurredOn"));
  json_object_set_object_member (fields, "payload",
                                 payload != NULL ? json_object_ref (payload) : json_object_new ());
  return fields;
}

typedef struct {
  const LoketWorkResolving *resolving;
  const LoketWorkItem *item; /* what was decided about */
  GPtrArray *of_case;        /* (element-type LoketWorkItem): all rows of its case */
  LoketMoment now;
} Resolve;

/* Returns: (transfer full) (nullable): the bytes with the new id for the old one, on what its
 * author has seen meanwhile; NULL where the act does not speak of it */
static GBytes *
rename_target (const LoketWorkItem *item, const char *old_id, const LoketAct *successor)
{
  static const char *const members[] = {"actId", "answers", "to"};
  g_autoptr (JsonObject) body = loket_body_to_object (item->body, NULL);
  JsonObject *payload = body != NULL ? loket_json_peek_object (body, "payload") : NULL;
  g_autoptr (JsonObject) renamed = NULL;
  g_autoptr (JsonObject) copy = NULL;
  g_autoptr (JsonNode) node = NULL;

  for (gsize i = 0; payload != NULL && i < G_N_ELEMENTS (members); i++) {
    if (g_strcmp0 (loket_json_peek_string (payload, members[i]), old_id) != 0)
      continue;
    if (renamed == NULL)
      renamed = loket_json_object_copy (payload);
    json_object_set_string_member (renamed, members[i], successor->act_id);
  }
  if (renamed == NULL)
    return NULL;
  copy = loket_json_object_copy (body);
  json_object_set_object_member (copy, "payload", g_steal_pointer (&renamed));
  json_object_set_int_member (copy, "basedOn", successor->based_on);
  node = json_node_init_object (json_node_alloc (), copy);
  return loket_body_from_json (node);
}

static gboolean
write_body (LoketSqlite *db, const char *id, GBytes *body, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "UPDATE items SET body = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_bytes (statement, 1, body);
  loket_statement_bind_text (statement, 2, id);
  return loket_statement_run (statement, error);
}

/* What waits behind it and was never sent may speak of it (its letter was posted): it goes on
 * speaking of the act that took its place, and whoever decided about that decided about this. */
static gboolean
rename_in_followers (LoketSqlite *db, const Resolve *resolve, GError **error)
{
  const LoketWorkItem *replacement = resolve->resolving->replacement;
  g_autoptr (LoketAct) successor =
      replacement != NULL ? loket_work_item_to_act (replacement, NULL) : NULL;

  if (successor == NULL || !g_str_equal (successor->type_code, resolve->item->type))
    return TRUE;
  for (guint i = 0; i < resolve->of_case->len; i++) {
    const LoketWorkItem *other = g_ptr_array_index (resolve->of_case, i);
    g_autoptr (GBytes) body = NULL;

    if (other->position <= resolve->item->position || other->kind != LOKET_WORK_ACT ||
        other->state != LOKET_WORK_WAITING || other->tries > 0)
      continue;
    body = rename_target (other, resolve->item->id, successor);
    if (body != NULL && !write_body (db, other->id, body, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
take_out (LoketSqlite *db, const Resolve *resolve, const LoketWorkItem *item, GError **error)
{
  return loket_work_notes_audit (db, item, resolve->resolving->what, TRUE, resolve->now, error) &&
         loket_work_db_remove (db, item->id, error);
}

/* What cannot be read cannot be typed on: of that the audit has the bytes. */
static gboolean
keep_as_draft (LoketSqlite *db, const Resolve *resolve, const LoketWorkItem *item, GError **error)
{
  const char *case_id = resolve->resolving->later_case_id;
  g_autoptr (JsonObject) fields = NULL;
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;

  if (case_id == NULL || item->kind != LOKET_WORK_ACT)
    return TRUE;
  fields = loket_work_item_make_draft_fields (item, NULL);
  if (fields == NULL)
    return TRUE;
  key = loket_work_item_make_draft_key (item, case_id);
  text = loket_json_object_to_string (fields);
  return loket_work_notes_save_draft (db, key, case_id, text, resolve->now, error);
}

/* A complaint that is sent no more takes with it what was done in it. */
static gboolean
take_out_all (LoketSqlite *db, const Resolve *resolve, GError **error)
{
  gboolean with_acts =
      resolve->item->kind == LOKET_WORK_CASE && resolve->resolving->replacement == NULL;

  if (!with_acts)
    return take_out (db, resolve, resolve->item, error);
  for (guint i = 0; i < resolve->of_case->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (resolve->of_case, i);

    if (!keep_as_draft (db, resolve, item, error) || !take_out (db, resolve, item, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
put_in_place (LoketSqlite *db, const Resolve *resolve, GError **error)
{
  LoketWorkItem *replacement = resolve->resolving->replacement;

  if (replacement == NULL)
    return TRUE;
  replacement->position = resolve->item->position;
  return loket_work_db_insert (db, replacement, error) &&
         loket_work_notes_audit (db, replacement, "added", FALSE, resolve->now, error) &&
         rename_in_followers (db, resolve, error);
}

static gboolean
resolve_in_transaction (LoketSqlite *db, gpointer data, GError **error)
{
  const Resolve *resolve = data;
  const LoketWorkResolving *resolving = resolve->resolving;

  return take_out_all (db, resolve, error) && put_in_place (db, resolve, error) &&
         (resolving->draft_key == NULL ||
          loket_work_notes_save_draft (db, resolving->draft_key, resolving->draft_case_id,
                                       resolving->draft_fields, resolve->now, error));
}

/**
 * loket_work_resolve:
 * @case_id: (out) (transfer full): whose it was
 *
 * Returns: FALSE with LOKET_STORE_ERROR_NOT_FOUND, with LOKET_STORE_ERROR_NOTHING_TO_DECIDE while
 * it waits or is being sent, with LOKET_STORE_ERROR_SENT where nobody has to decide (any more), or
 * a disk error
 */
gboolean
loket_work_resolve (LoketSqlite *db,
                    const char *id,
                    const LoketWorkResolving *resolving,
                    LoketMoment now,
                    char **case_id,
                    GError **error)
{
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (GPtrArray) of_case = NULL;
  Resolve resolve = {resolving, NULL, NULL, now};

  if (!loket_work_db_find (db, id, &item, error))
    return FALSE;
  if (item == NULL) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: nothing waits", id);
    return FALSE;
  }
  if (item->state != LOKET_WORK_REFUSED && item->state != LOKET_WORK_CONFLICT) {
    g_set_error (error, LOKET_STORE_ERROR,
                 item->state == LOKET_WORK_TAKEN ? LOKET_STORE_ERROR_SENT
                                                 : LOKET_STORE_ERROR_NOTHING_TO_DECIDE,
                 "%s: there is nothing to decide", id);
    return FALSE;
  }
  of_case = loket_work_db_list_case (db, item->case_id, error);
  if (of_case == NULL)
    return FALSE;
  resolve.item = item;
  resolve.of_case = of_case;
  if (!loket_sqlite_transaction (db, resolve_in_transaction, &resolve, error))
    return FALSE;
  *case_id = g_strdup (item->case_id);
  return TRUE;
}
