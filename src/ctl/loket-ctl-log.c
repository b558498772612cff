/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl log: what syncing did, as codes and numbers: fit to be shown to anybody. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"
#include "loket-json.h"

static void
print_json (GPtrArray *lines)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++) {
    JsonNode *node = json_node_new (JSON_NODE_OBJECT);

    json_node_set_object (node, lines->pdata[i]);
    json_builder_add_value (builder, node);
  }
  json_builder_end_array (builder);
  loket_ctl_print_built (builder);
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
print_table (GPtrArray *lines)
{
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new ();

  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *numbers = join_numbers (lines->pdata[i]);

    loket_ctl_table_add (table, get_word (lines->pdata[i], "at"),
                         get_word (lines->pdata[i], "event"), get_word (lines->pdata[i], "code"),
                         numbers, NULL);
  }
  loket_ctl_table_print (table);
}

static int
run (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  const GOptionEntry options[] = {{NULL}};
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  LoketDesk *desk;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  desk = loket_ctl_open_desk (self, TRUE, NULL, &error);
  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  lines = loket_desk_read_log (desk);
  if (self->json)
    print_json (lines);
  else
    print_table (lines);
  loket_desk_close (desk);
  g_object_unref (desk);
  return LOKET_CTL_DONE;
}

const LoketCtlCommand loket_ctl_log = {
    .name = "log",
    .usage = "",
    .summary = N_ ("Show what syncing did, as codes and numbers"),
    .run = run,
};
