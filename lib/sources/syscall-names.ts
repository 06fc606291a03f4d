/** The system calls that audit rules watch, by number, as the kernel's tables give them. */

export const SYSCALLS_X86_64: ReadonlyMap<string, string> = table(
  '2 open,41 socket,42 connect,43 accept,44 sendto,46 sendmsg,49 bind,50 listen,56 clone,57 fork,58 vfork,59 execve,' +
    '60 exit,62 kill,76 truncate,77 ftruncate,82 rename,83 mkdir,84 rmdir,85 creat,86 link,87 unlink,88 symlink,' +
    '90 chmod,91 fchmod,92 chown,93 fchown,94 lchown,101 ptrace,105 setuid,106 setgid,112 setsid,113 setreuid,' +
    '117 setresuid,133 mknod,155 pivot_root,159 adjtimex,161 chroot,164 settimeofday,165 mount,166 umount2,' +
    '169 reboot,170 sethostname,171 setdomainname,175 init_module,176 delete_module,188 setxattr,231 exit_group,' +
    '257 openat,258 mkdirat,259 mknodat,260 fchownat,263 unlinkat,264 renameat,265 linkat,266 symlinkat,268 fchmodat,' +
    '272 unshare,288 accept4,304 open_by_handle_at,308 setns,310 process_vm_readv,311 process_vm_writev,' +
    '313 finit_module,316 renameat2,319 memfd_create,321 bpf,322 execveat,323 userfaultfd,425 io_uring_setup,' +
    '435 clone3,437 openat2',
);

export const SYSCALLS_AARCH64: ReadonlyMap<string, string> = table(
  '5 setxattr,33 mknodat,34 mkdirat,35 unlinkat,36 symlinkat,37 linkat,38 renameat,39 umount2,40 mount,41 pivot_root,' +
    '45 truncate,46 ftruncate,51 chroot,52 fchmod,53 fchmodat,54 fchownat,55 fchown,56 openat,93 exit,94 exit_group,' +
    '97 unshare,105 init_module,106 delete_module,117 ptrace,129 kill,142 reboot,144 setgid,145 setreuid,146 setuid,' +
    '147 setresuid,157 setsid,161 sethostname,162 setdomainname,170 settimeofday,171 adjtimex,198 socket,200 bind,' +
    '201 listen,202 accept,203 connect,206 sendto,211 sendmsg,220 clone,221 execve,242 accept4,265 open_by_handle_at,' +
    '268 setns,270 process_vm_readv,271 process_vm_writev,273 finit_module,276 renameat2,279 memfd_create,280 bpf,' +
    '281 execveat,282 userfaultfd,425 io_uring_setup,435 clone3,437 openat2',
);

function table(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(',').map(entry => [entry.split(' ')[0] ?? '', entry.split(' ')[1] ?? '']));
}
