/* SPDX-License-Identifier: EUPL-1.2 */
/* The demo's own loket: a `loketd` with invented cases, and a fresh desk folder for one person.
 *
 * The loketd ends with the program, however that ends, because its standard input closes. Main
 * thread. */
#pragma once

#include <glib.h>

#include "loket-day.h"

G_BEGIN_DECLS

typedef struct _LoketDemo LoketDemo;

typedef struct {
  const char *scenario; /* (nullable): file; default data/scenarios/first-day.json */
  const char *agency;   /* (nullable): id; default the first one of the scenario */
  const char *language; /* (nullable): the person who speaks it, where the agency has one */
  const char *folder;   /* (nullable): desk folder to use, which then stays; default a fresh one */
  const char *loketd;   /* (nullable): program; default beside the running one, else libexecdir */
  LoketDay today;       /* LOKET_NO_DAY: the clock's; give the same to the desk */
} LoketDemoOptions;

LoketDemo  *loket_demo_start (const LoketDemoOptions *options, GError **error);
void        loket_demo_stop  (LoketDemo *self);

const char *loket_demo_get_folder     (LoketDemo *self);
const char *loket_demo_get_token_file (LoketDemo *self);
const char *loket_demo_get_agency     (LoketDemo *self);
char      **loket_demo_list_agencies  (LoketDemo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDemo, loket_demo_stop)

G_END_DECLS
