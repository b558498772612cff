/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl procedures --check: all that is wrong in a file, by line. */
#pragma once

#include "loket-ctl.h"
#include "loket-rules.h"

G_BEGIN_DECLS

int loket_ctl_check_file (LoketCtl *self, LoketRules *rules, const char *path);

G_END_DECLS
