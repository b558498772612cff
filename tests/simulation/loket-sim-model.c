/* SPDX-License-Identifier: EUPL-1.2 */
/* The model: texts that were typed, and the loket's ledger as far as it was read. */
#include "loket-sim-model.h"

#include <string.h>

#include "loket-central-private.h"
#include "loket-ledger-private.h"
#include "loket-sim-world.h"

static void
typed_free (gpointer data)
{
  SimTyped *typed = data;

  g_free (typed->token);
  g_free (typed->key);
  g_free (typed->case_id);
  g_free (typed->sha256);
  g_free (typed);
}

SimModel *
sim_model_new (void)
{
  SimModel *self = g_new0 (SimModel, 1);

  self->typed = g_ptr_array_new_with_free_func (typed_free);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->restricted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->erased = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->acts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lost = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->promised = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
sim_model_free (SimModel *self)
{
  g_ptr_array_unref (self->typed);
  g_hash_table_unref (self->hidden);
  g_hash_table_unref (self->restricted);
  g_hash_table_unref (self->erased);
  g_hash_table_unref (self->acts);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->lost);
  g_hash_table_unref (self->promised);
  g_hash_table_unref (self->values);
  g_free (self);
}

/* @salt: of the step in which it is typed: no two steps type the same */
SimTyped *
sim_model_add_typed (SimModel *self, guint64 salt, guint desk)
{
  SimTyped *typed = g_new0 (SimTyped, 1);

  typed->token = g_strdup_printf ("Zin %016" G_GINT64_MODIFIER "x", salt);
  typed->desk = desk;
  typed->member = "text";
  typed->places = SIM_PLACE_NOWHERE;
  typed->seen_version = -1;
  g_ptr_array_add (self->typed, typed);
  return typed;
}

/* Returns: (nullable): what was typed last under that key, of what may still be there */
SimTyped *
sim_model_find_draft (SimModel *self, guint desk, const char *key)
{
  for (guint i = self->typed->len; i > 0; i--) {
    SimTyped *typed = g_ptr_array_index (self->typed, i - 1);

    if (typed->desk == desk && g_strcmp0 (typed->key, key) == 0 &&
        (typed->places & SIM_PLACE_DRAFT) != 0)
      return typed;
  }
  return NULL;
}

/**
 * sim_model_note_salvage:
 *
 * What the last transaction wrote is taken though it was not whole, and an older copy may have what
 * was dropped since: an act may be there, and its draft.
 */
void
sim_model_note_salvage (SimModel *self, guint desk)
{
  for (guint i = 0; i < self->typed->len; i++) {
    SimTyped *typed = g_ptr_array_index (self->typed, i);

    typed->salvaged |= typed->desk == desk;
  }
}

gboolean
sim_model_is_in_loket (SimModel *self, const char *id)
{
  return g_hash_table_contains (self->acts, id);
}

/**
 * sim_model_forget_loket:
 *
 * It has crashed: what its ledger holds is read anew.
 */
void
sim_model_forget_loket (SimModel *self)
{
  g_hash_table_remove_all (self->acts);
  g_hash_table_remove_all (self->texts);
  g_hash_table_remove_all (self->values);
  self->last_act = self->last_case = 0;
}

/* Returns: (nullable): where the sentence begins that stands in a member of that name */
static const char *
find_sentence (const char *body, const char *member, const char *sentence)
{
  g_autofree char *start = g_strdup_printf ("\"%s\":\"", member);
  const char *at = body;

  while ((at = strstr (at, start)) != NULL) {
    const char *end = at + strlen (start);
    const char *found;

    while (*end != '\0' && (*end != '"' || end[-1] == '\\'))
      end++;
    found = strstr (at, sentence);
    if (found != NULL && found < end)
      return found;
    at = end;
  }
  return NULL;
}

gboolean
sim_text_is_in (const char *body, const char *member, const char *token)
{
  return find_sentence (body, member, token) != NULL;
}

static char *
find_text (const char *body, const char *member)
{
  const char *found = find_sentence (body, member, "Zin ");

  return found != NULL ? g_strndup (found, 4 + 16) : NULL;
}

static SimTyped *
find_typed (SimModel *self, const char *text)
{
  for (guint i = 0; text != NULL && i < self->typed->len; i++) {
    SimTyped *typed = g_ptr_array_index (self->typed, i);

    if (g_str_equal (typed->token, text))
      return typed;
  }
  return NULL;
}

/* At both desks of one person: whoever does it again at both has done it twice. The same holds for
 * what comes from an older copy of work.db, and is told that it may have been sent: as it is it has
 * its id and arrives once, but whoever makes a note or something else of it has done that as well.
 */
static gboolean
was_done_again (SimModel *self, const char *text)
{
  const SimTyped *typed = find_typed (self, text);

  return typed != NULL && typed->decided &&
         (typed->carried || typed->came_back || typed->may_be_sent);
}

static void
note (SimWorld *world, const char *id, char *text)
{
  SimModel *self = world->model;
  guint times;

  g_hash_table_insert (self->acts, g_strdup (id), text);
  if (text == NULL)
    return;
  times = GPOINTER_TO_UINT (g_hash_table_lookup (self->texts, text)) + 1;
  g_hash_table_insert (self->texts, g_strdup (text), GUINT_TO_POINTER (times));
  if (times > 1 && !was_done_again (self, text))
    sim_world_fail (world, "twiceInTheLoket", "“%s” was taken %u times", text, times);
}

/* Whose complaint it was is known by its text: it may have been done in the moment of a crash. */
static void
name_case (SimModel *self, const char *text, const char *case_id)
{
  for (guint i = 0; text != NULL && i < self->typed->len; i++) {
    SimTyped *typed = g_ptr_array_index (self->typed, i);

    if (typed->is_case && typed->case_id == NULL && g_str_equal (typed->token, text))
      typed->case_id = g_strdup (case_id);
  }
}

/* A complaint that the loket opened itself, for an act, says again what the first one says. */
static char *
find_subject (const char *facts)
{
  return strstr (facts, "\"links\":") == NULL ? find_text (facts, "subject") : NULL;
}

static gboolean
knows_case (SimWorld *world, const char *case_id)
{
  return g_ptr_array_find_with_equal_func (world->case_ids, case_id, g_str_equal, NULL);
}

static void
note_restricted (SimModel *self, const char *case_id)
{
  g_hash_table_add (self->hidden, g_strdup (case_id));
  g_hash_table_add (self->restricted, g_strdup (case_id));
}

static void
read_cases (SimWorld *world, LoketSqlite *db)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db,
                            "SELECT rowid, case_id, facts, seen_by IS NOT NULL FROM cases WHERE "
                            "rowid > ?1 ORDER BY rowid",
                            NULL);
  gboolean row;

  loket_statement_bind_int (statement, 1, world->model->last_case);
  while (loket_statement_next (statement, &row, NULL) && row) {
    const char *case_id = loket_statement_column_text (statement, 1);
    char *subject;

    world->model->last_case = loket_statement_column_int (statement, 0);
    subject = find_subject (loket_statement_column_text (statement, 2));
    name_case (world->model, subject, case_id);
    note (world, case_id, subject);
    if (!knows_case (world, case_id))
      g_ptr_array_add (world->case_ids, g_strdup (case_id));
    if (loket_statement_column_int (statement, 3))
      g_hash_table_add (world->model->hidden, g_strdup (case_id));
  }
}

/* Nobody waits for what the loket has lost before its desk knows of that; or at all, where it never
 * knew that it was taken. */
static gboolean
may_be_overtaken (SimWorld *world, const SimTyped *lost)
{
  const SimDesk *desk = &world->desks[lost->desk];

  return lost->lost && (!lost->held || desk->losses_let_in < world->n_losses || desk->rebuilt);
}

/* What one person did in one case arrives in that order; but nothing waits for the contents of a
 * document; and what was carried to another desk, where nobody knows of it, never. */
static void
check_order (SimWorld *world, const SimTyped *arrived)
{
  const SimModel *self = world->model;

  for (guint i = 0; i < self->typed->len; i++) {
    const SimTyped *typed = g_ptr_array_index (self->typed, i);

    if (typed->desk == arrived->desk && typed->done != 0 && typed->done < arrived->done &&
        typed->places == SIM_PLACE_OUT && typed->sha256 == NULL && !typed->decided &&
        !arrived->decided && !may_be_overtaken (world, typed) &&
        !(arrived->carried && typed->came_back) &&
        g_strcmp0 (typed->case_id, arrived->case_id) == 0 &&
        !g_hash_table_contains (self->texts, typed->token))
      sim_world_fail (world, "outOfOrder", "“%s” arrived before “%s”", arrived->token,
                      typed->token);
  }
}

/* An act says what its author had seen: never more. */
static void
check_based_on (SimWorld *world, const SimTyped *typed, JsonObject *body)
{
  if (typed->seen_version >= 0 && !typed->decided &&
      loket_json_peek_int (body, "basedOn", 0) > typed->seen_version)
    sim_world_fail (world, "basedOnTooMuch", "“%s” is based on more than its author saw",
                    typed->token);
}

/* No decisive act stands on what its author had not seen. */
static void
check_unseen (SimWorld *world, LoketSqlite *db, LoketStatement *act, JsonObject *body)
{
  g_autoptr (LoketStatement) others = NULL;
  gint64 based_on = loket_json_peek_int (body, "basedOn", 0);
  gboolean row;

  if (!loket_act_type_is_decisive (
          loket_act_type_from_string (loket_statement_column_text (act, 3))))
    return;
  others = loket_sqlite_prepare (
      db,
      "SELECT type FROM acts WHERE case_id = ?1 AND version > ?2 AND version < ?3"
      " AND author <> ?4",
      NULL);
  loket_statement_bind_text (others, 1, loket_statement_column_text (act, 4));
  loket_statement_bind_int (others, 2, based_on);
  loket_statement_bind_int (others, 3, loket_statement_column_int (act, 5));
  loket_statement_bind_text (others, 4, loket_statement_column_text (act, 6));
  while (loket_statement_next (others, &row, NULL) && row) {
    const char *type = loket_statement_column_text (others, 0);

    if (!loket_act_type_is_quiet (loket_act_type_from_string (type)))
      sim_world_fail (world, "unseenOverridden", "%s was taken over an unseen %s",
                      loket_statement_column_text (act, 3), type);
  }
}

/* A second correction of a field carries the first one's value as old. */
static void
check_correction (SimWorld *world, const char *case_id, JsonObject *payload)
{
  GHashTable *values = world->model->values;
  const char *field = loket_json_peek_string (payload, "field");
  const char *old = loket_json_peek_string (payload, "old");
  g_autofree char *key = g_strdup_printf ("%s %s", case_id, field);
  const char *known = g_hash_table_lookup (values, key);

  if (known != NULL && !g_hash_table_contains (values, case_id) && g_strcmp0 (known, old) != 0)
    sim_world_fail (world, "correctionLost", "case %s: a correction of %s was overwritten", case_id,
                    field);
  g_hash_table_insert (values, g_steal_pointer (&key),
                       g_strdup (loket_json_peek_string (payload, "new")));
}

static void
check_act (SimWorld *world, LoketSqlite *db, LoketStatement *act, const char *text)
{
  const char *type = loket_statement_column_text (act, 3);
  const char *case_id = loket_statement_column_text (act, 4);
  SimTyped *typed = find_typed (world->model, text);
  g_autoptr (JsonNode) root = loket_json_parse (loket_statement_column_text (act, 2), -1, NULL);
  JsonObject *body = json_node_get_object (root);
  JsonObject *payload = loket_json_peek_object (body, "payload");

  if (typed != NULL) {
    check_order (world, typed);
    check_based_on (world, typed, body);
  }
  check_unseen (world, db, act, body);
  if (g_str_equal (type, "correct"))
    check_correction (world, case_id, payload);
  else if (g_str_equal (type, "annul"))
    g_hash_table_insert (world->model->values, g_strdup (case_id), NULL);
  else if (g_str_equal (type, "attach") && typed != NULL && typed->sha256 != NULL)
    sim_world_check_attached (world, case_id, payload);
  else if (g_str_equal (type, "restrict"))
    note_restricted (world->model, case_id);
}

/* Whoever could not take a document away may say so in a note: that names it, and is not the
 * document. (What adds one never becomes a note.)
 *
 * Returns: (transfer full) (nullable) */
static char *
find_text_of_act (SimModel *self, const char *type, const char *body)
{
  g_autofree char *text = find_text (body, "text");
  const SimTyped *typed = find_typed (self, text);

  if (text == NULL && g_str_equal (type, "attach"))
    return find_text (body, "name");
  return typed == NULL || typed->sha256 == NULL ? g_steal_pointer (&text) : NULL;
}

static void
read_acts (SimWorld *world, LoketSqlite *db)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db,
      "SELECT rowid, act_id, body, type, case_id, version, author, cause FROM acts"
      " WHERE rowid > ?1 ORDER BY rowid",
      NULL);
  gboolean row;

  loket_statement_bind_int (statement, 1, world->model->last_act);
  while (loket_statement_next (statement, &row, NULL) && row) {
    char *text = find_text_of_act (world->model, loket_statement_column_text (statement, 3),
                                   loket_statement_column_text (statement, 2));

    world->model->last_act = loket_statement_column_int (statement, 0);
    note (world, loket_statement_column_text (statement, 1), text);
    if (loket_statement_column_is_null (statement, 7))
      check_act (world, db, statement, text);
  }
}

/**
 * sim_model_check_leaving:
 * @body: of a PUT
 *
 * What is held may not leave.
 */
void
sim_model_check_leaving (SimWorld *world, guint desk, const char *body)
{
  g_autofree char *text = find_text (body, "text");
  const SimTyped *typed = find_typed (world->model, text);

  if (typed != NULL && typed->desk == desk && world->now_ms < typed->held_until_ms)
    sim_world_fail (world, "holdIgnored", "desk %u: “%s” leaves while it is held", desk,
                    typed->token);
}

/**
 * sim_model_read_loket:
 *
 * What was taken since it was read last.
 */
void
sim_model_read_loket (SimWorld *world)
{
  LoketSqlite *db;

  if (world->central == NULL || world->wrong_loket)
    return;
  db = world->central->ledger->database;
  read_cases (world, db);
  read_acts (world, db);
}

static void
seen_case_free (gpointer data)
{
  SimSeenCase *seen = data;

  g_hash_table_unref (seen->acts);
  g_hash_table_unref (seen->anew);
  g_free (seen);
}

void
sim_seen_init (SimSeen *self)
{
  self->cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, seen_case_free);
}

void
sim_seen_clear (SimSeen *self)
{
  g_clear_pointer (&self->cases, g_hash_table_unref);
}

SimSeenCase *
sim_seen_get (SimSeen *self, const char *case_id)
{
  SimSeenCase *seen = g_hash_table_lookup (self->cases, case_id);

  if (seen != NULL)
    return seen;
  seen = g_new0 (SimSeenCase, 1);
  seen->acts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  seen->anew = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (self->cases, g_strdup (case_id), seen);
  return seen;
}

/**
 * sim_seen_forget_anew:
 *
 * The cache that was being filled anew is gone.
 */
void
sim_seen_forget_anew (SimSeen *self)
{
  GHashTableIter cases;
  gpointer of_case;

  g_hash_table_iter_init (&cases, self->cases);
  while (g_hash_table_iter_next (&cases, NULL, &of_case))
    g_hash_table_remove_all (((SimSeenCase *) of_case)->anew);
}
