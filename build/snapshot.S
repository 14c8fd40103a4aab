// The startup snapshot, or an empty range when ISOSCOPE_SNAPSHOT (a file's path) is not defined.
  .section .rodata.isoscope_snapshot, "a"
  .globl isoscope_snapshot_begin, isoscope_snapshot_end
  .balign 4096
isoscope_snapshot_begin:
#ifdef ISOSCOPE_SNAPSHOT
  .incbin ISOSCOPE_SNAPSHOT
#endif
isoscope_snapshot_end:
  .byte 0
  .section .note.GNU-stack, "", @progbits
