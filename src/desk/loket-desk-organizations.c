/* SPDX-License-Identifier: EUPL-1.2 */
/* The bodies of the loket, to one of which a complaint may go, and the persons who see a case. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-desk-private.h"
#include "loket-paths.h"

/* @bodies: (element-type LoketKeptBody): what the loket gave. Only their ids: the rules of another
 * body are read when somebody chooses among them. */
void
_loket_desk_update_organizations (LoketDesk *self, GPtrArray *bodies)
{
  g_ptr_array_set_size (self->organizations, 0);
  for (guint i = 0; i < bodies->len; i++) {
    const LoketKeptBody *kept = g_ptr_array_index (bodies, i);
    g_autoptr (LoketPath) path = loket_path_parse (kept->path);
    g_autoptr (JsonObject) json = NULL;
    JsonArray *items;

    if (path == NULL || path->kind != LOKET_PATH_ORGANIZATIONS)
      continue;
    json = loket_body_to_object (kept->body, NULL);
    items = json != NULL ? loket_json_peek_array (json, "items") : NULL;
    for (guint k = 0; items != NULL && k < json_array_get_length (items); k++) {
      JsonObject *item = loket_json_array_peek_object (items, k);
      const char *id = item != NULL ? loket_json_peek_string (item, "id") : NULL;

      if (id != NULL)
        g_ptr_array_add (self->organizations, g_strdup (id));
    }
  }
}

/**
 * loket_desk_list_organizations:
 *
 * Returns: (transfer full) (element-type LoketAgency): all that the loket serves, as it says
 * itself; agencies that only came with the program are not among them
 */
GPtrArray *
loket_desk_list_organizations (LoketDesk *self)
{
  GPtrArray *agencies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_agency_unref);

  for (guint i = 0; i < self->organizations->len; i++) {
    LoketAgency *agency =
        loket_rules_get_agency (self->rules, g_ptr_array_index (self->organizations, i));

    if (agency != NULL)
      g_ptr_array_add (agencies, loket_agency_ref (agency));
  }
  return agencies;
}

void
loket_desk_person_free (LoketDeskPerson *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static void
add_person (GPtrArray *persons, const char *id, const char *name)
{
  LoketDeskPerson *person;

  for (guint i = 0; i < persons->len; i++) {
    person = g_ptr_array_index (persons, i);
    if (g_strcmp0 (person->id, id) == 0)
      return;
  }
  person = g_new0 (LoketDeskPerson, 1);
  person->id = g_strdup (id);
  person->name = g_strdup (name != NULL ? name : id);
  g_ptr_array_add (persons, person);
}

/**
 * loket_desk_list_persons:
 *
 * Returns: (transfer full) (element-type LoketDeskPerson): who sees the cases of its agency: first
 * the person at the desk, then colleagues as the loket names them
 */
GPtrArray *
loket_desk_list_persons (LoketDesk *self, const LoketCase *the_case)
{
  const LoketMe *me = loket_sync_get_me (self->sync);
  const LoketMembership *membership =
      me != NULL ? loket_me_find_organization (me, the_case->agency) : NULL;
  GPtrArray *persons = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_desk_person_free);

  if (me != NULL)
    add_person (persons, me->person_id, me->name);
  for (guint i = 0; membership != NULL && i < membership->colleagues->len; i++) {
    const LoketColleague *colleague = g_ptr_array_index (membership->colleagues, i);

    add_person (persons, colleague->person_id, colleague->name);
  }
  return persons;
}

/**
 * loket_desk_persons_get_name:
 * @persons: (element-type LoketDeskPerson): from loket_desk_list_persons()
 *
 * Returns: (transfer none): the name of the person; the id itself of somebody whom the loket does
 * not name here
 */
const char *
loket_desk_persons_get_name (GPtrArray *persons, const char *id)
{
  for (guint i = 0; i < persons->len; i++) {
    const LoketDeskPerson *person = g_ptr_array_index (persons, i);

    if (g_strcmp0 (person->id, id) == 0)
      return person->name;
  }
  return id;
}
