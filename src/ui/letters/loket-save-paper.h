/* SPDX-License-Identifier: EUPL-1.2 */
/* A page on its way to a file: the person says where, and is told what became of it. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Writes the page; FALSE with an error. */
typedef gboolean (*LoketWritePaperFunc) (gpointer paper, const char *path, GError **error);

void loket_save_paper (GtkWindow           *parent,
                       const char          *title,
                       const char          *name,
                       gpointer             paper,
                       LoketWritePaperFunc  write,
                       GDestroyNotify       free_paper);

G_END_DECLS
