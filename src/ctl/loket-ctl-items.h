/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of things on standard output: JSON or a table, as --json wants it. */
#pragma once

#include "loket-ctl-output.h"
#include "loket-ctl.h"

G_BEGIN_DECLS

/* Writes one whole value of JSON. */
typedef void (*LoketCtlBuildFunc) (JsonBuilder *builder, gconstpointer item);
/* Adds the rows of one item, mostly one. */
typedef void (*LoketCtlRowFunc) (LoketCtl *self, LoketCtlTable *table, gconstpointer item);

const char *loket_ctl_name_state (LoketCtl *self, const char *state, const char *reason);

void loket_ctl_build_list  (JsonBuilder *builder, const char *member, GPtrArray *items,
                            LoketCtlBuildFunc build);
void loket_ctl_print_list  (GPtrArray *items, LoketCtlBuildFunc build);
void loket_ctl_print_items (LoketCtl *self, GPtrArray *items, LoketCtlBuildFunc build,
                            LoketCtlRowFunc add_rows);

G_END_DECLS
