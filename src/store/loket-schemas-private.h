/* SPDX-License-Identifier: EUPL-1.2 */
/* The schema steps of the two databases: one is added, none is ever edited after its release. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

extern const char *const _loket_work_schema[];
extern const char *const _loket_cache_schema[];

G_END_DECLS
