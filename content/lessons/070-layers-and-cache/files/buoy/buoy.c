#include <stdio.h>

int main(void) {
    puts("Buoy 7: all is well.");
    return 0;
}
