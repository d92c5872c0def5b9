/*
 * What `docker run hello-world` runs: one program, no C library, two system calls. So the whole image is about two
 * kilobytes and shows that an image needs nothing but what its program needs.
 */
static const char greeting[] =
    "\n"
    "Hello from Docker!\n"
    "Your Docker engine works: it just ran a container that printed this.\n"
    "\n"
    "What happened to get these lines onto your screen:\n"
    " 1. The docker client handed your command to the Docker daemon.\n"
    " 2. The daemon found no image called \"hello-world\" here, so it pulled one from\n"
    "    the registry. (You ran it before? Then it was here and nothing was pulled.)\n"
    " 3. The daemon created a container from that image and started its program,\n"
    "    which is what you are reading now.\n"
    " 4. The daemon passed the program's output on to the client, and the client\n"
    "    wrote it to your terminal. The program has ended, and so has the container.\n"
    "\n"
    "Things to try next:\n"
    "   docker ps -a                  the container is still there, stopped\n"
    "   docker images                 so is the image, ready to be run again\n"
    "   docker run -it ubuntu bash    a container with a shell in it for you\n"
    "\n"
    "(This image is Slipway's stand-in for hello-world on Docker Hub.)\n"
    "\n";

#if defined(__x86_64__)
static long call(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}
enum { SYS_write = 1, SYS_exit = 60 };
#elif defined(__aarch64__)
static long call(long number, long a, long b, long c) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
}
enum { SYS_write = 64, SYS_exit = 93 };
#else
#error "This processor's system calls are not known here yet."
#endif

void _start(void) {
  long rest = sizeof greeting - 1;
  const char *at = greeting;
  while (rest > 0) {
    long written = call(SYS_write, 1, (long)at, rest);
    if (written <= 0) break;
    at += written;
    rest -= written;
  }
  call(SYS_exit, rest > 0, 0, 0);
  __builtin_unreachable();
}
