# The shop's address on the board's own screen, above the login prompt.

ISSUES=/etc/issue.d

# agetty(8) does not look into /run/issue.d where there is an /etc/issue, as there is on Debian.
show_on_screen() {
  [ -L "$ISSUES/satoshop.issue" ] || change "show the shop's address on the board's screen" link_issue
}

link_issue() {
  mkdir -p "$ISSUES"
  ln -s /run/issue.d/satoshop.issue "$ISSUES/satoshop.issue"
}

clear_screen() {
  remove "$ISSUES/satoshop.issue"
}
