// Inflates gzip files with zlib and throws the bytes away: what LinkTally with zlib is measured against.
// Two processes of it side by side are two workers.
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

int main(int argc, char **argv) {
    static unsigned char in[256 << 10], out[512 << 10];
    unsigned long long total = 0;
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        z_stream stream = {0};
        if (!file || inflateInit2(&stream, 31) != Z_OK) return 1;
        int status = Z_OK;
        while (status != Z_STREAM_END) {
            if (stream.avail_in == 0) {
                stream.next_in = in;
                stream.avail_in = fread(in, 1, sizeof in, file);
                if (stream.avail_in == 0) return 1;
            }
            stream.next_out = out;
            stream.avail_out = sizeof out;
            status = inflate(&stream, Z_NO_FLUSH);
            if (status != Z_OK && status != Z_STREAM_END) return 1;
            total += sizeof out - stream.avail_out;
        }
        inflateEnd(&stream);
        fclose(file);
    }
    printf("%llu\n", total);
    return 0;
}
