/* SPDX-License-Identifier: EUPL-1.2 */
/* What loketctl writes to standard output: UTF-8 whatever the locale says, tables or JSON. */
#pragma once

#include <json-glib/json-glib.h>

#include "loket-day.h"
#include "loket-moment.h"

G_BEGIN_DECLS

typedef struct _LoketCtlTable LoketCtlTable;

void loket_ctl_print         (const char *format, ...) G_GNUC_PRINTF (1, 2);
void loket_ctl_print_built   (JsonBuilder *builder);
void loket_ctl_print_file    (const char *path, gboolean as_json);
gboolean loket_ctl_flush     (void);
char    *loket_ctl_tame      (const char *text);

void loket_ctl_build_text    (JsonBuilder *builder, const char *member, const char *text);
void loket_ctl_build_day     (JsonBuilder *builder, const char *member, LoketDay day);
void loket_ctl_build_moment  (JsonBuilder *builder, const char *member, LoketMoment moment);
void loket_ctl_build_int     (JsonBuilder *builder, const char *member, gint64 number);

LoketCtlTable *loket_ctl_table_new   (void);
void           loket_ctl_table_add   (LoketCtlTable *self, const char *cell, ...) G_GNUC_NULL_TERMINATED;
void           loket_ctl_table_print (LoketCtlTable *self);
void           loket_ctl_table_free  (LoketCtlTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCtlTable, loket_ctl_table_free)

G_END_DECLS
