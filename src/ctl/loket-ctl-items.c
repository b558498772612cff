/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists on standard output. */
#include "config.h"

#include "loket-ctl-items.h"
#include "loket-work-item.h"

static void
build_array (JsonBuilder *builder, GPtrArray *items, LoketCtlBuildFunc build)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    build (builder, g_ptr_array_index (items, i));
  json_builder_end_array (builder);
}

/**
 * loket_ctl_name_state:
 * @state: of an act or a complaint that waits
 * @reason: (nullable): why it was refused
 *
 * Returns: (transfer none): in words; what was damaged here is not called refused by the loket
 */
const char *
loket_ctl_name_state (LoketCtl *self, const char *state, const char *reason)
{
  gboolean is_damaged = g_strcmp0 (reason, LOKET_WORK_CONTENTS_DAMAGED) == 0;

  return loket_speech_name (self->speech, "pendingState", is_damaged ? "notSent" : state);
}

/**
 * loket_ctl_build_list:
 * @builder: inside of an object
 */
void
loket_ctl_build_list (JsonBuilder *builder,
                      const char *member,
                      GPtrArray *items,
                      LoketCtlBuildFunc build)
{
  json_builder_set_member_name (builder, member);
  build_array (builder, items, build);
}

/* Always JSON: the table of these things has another form than a row an item. */
void
loket_ctl_print_list (GPtrArray *items, LoketCtlBuildFunc build)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  build_array (builder, items, build);
  loket_ctl_print_built (builder);
}

void
loket_ctl_print_items (LoketCtl *self,
                       GPtrArray *items,
                       LoketCtlBuildFunc build,
                       LoketCtlRowFunc add_rows)
{
  g_autoptr (LoketCtlTable) table = NULL;

  if (self->json) {
    loket_ctl_print_list (items, build);
    return;
  }
  table = loket_ctl_table_new ();
  for (guint i = 0; i < items->len; i++)
    add_rows (self, table, g_ptr_array_index (items, i));
  loket_ctl_table_print (table);
}
