/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl log: what syncing did, as codes and numbers: fit to be shown to anybody. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-items.h"
#include "loket-json.h"

static void
build_line (JsonBuilder *builder, gconstpointer data)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, (JsonObject *) data);
  json_builder_add_value (builder, node);
}

static const char *
get_word (JsonObject *line, const char *member)
{
  const char *word = loket_json_peek_string (line, member);

  return word != NULL ? word : "-";
}

static char *
join_numbers (JsonObject *line)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) members = json_object_get_members (line);

  for (GList *l = members; l != NULL; l = l->next) {
    JsonNode *node = json_object_get_member (line, l->data);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, text->len > 0 ? ", " : "",
                              (const char *) l->data, json_node_get_int (node));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (LoketCtl *self, LoketCtlTable *table, gconstpointer data)
{
  JsonObject *line = (JsonObject *) data;
  g_autofree char *numbers = join_numbers (line);

  loket_ctl_table_add (table, get_word (line, "at"), get_word (line, "event"),
                       get_word (line, "code"), numbers, NULL);
}

static int
list (LoketCtl *self, LoketDesk *desk, gconstpointer asked)
{
  g_autoptr (GPtrArray) lines = loket_desk_read_log (desk);

  loket_ctl_print_items (self, lines, build_line, add_row);
  return LOKET_CTL_DONE;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  const GOptionEntry options[] = {{NULL}};
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  return loket_ctl_work_on_desk (self, TRUE, list, NULL);
}

const LoketCtlCommand loket_ctl_log = {
    .name = "log",
    .usage = "",
    .summary = N_ ("Show what syncing did, as codes and numbers"),
    .run = run,
};
