// ECDsa of System.Security.Cryptography on P-256, by OpenSSL, as .NET has it on Linux. Mono's own is not implemented.

using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

public sealed class OpenSslEcdsa : ECDsa
{
    private const string Library = "libcrypto.so.3";
    /// <summary>NID_X9_62_prime256v1</summary>
    private const int P256 = 415;
    private readonly IntPtr key = EC_KEY_new_by_curve_name(P256);

    private OpenSslEcdsa(ECParameters parameters)
    {
        IntPtr x = Number(parameters.Q.X), y = Number(parameters.Q.Y);
        var isOnCurve = EC_KEY_set_public_key_affine_coordinates(key, x, y) == 1;
        BN_free(x);
        BN_free(y);
        if (!isOnCurve) throw new CryptographicException("This is no point of the curve.");
    }

    public static ECDsa For(ECParameters parameters) => new OpenSslEcdsa(parameters);

    public override byte[] SignHash(byte[] hash) => throw new NotSupportedException();

    /// <param name="signature">Two numbers of 32 bytes (RFC 7518 3.4), as .NET takes them.</param>
    public override bool VerifyHash(byte[] hash, byte[] signature)
    {
        if (signature.Length != 64) return false;
        byte[] r = new byte[32], s = new byte[32];
        Array.Copy(signature, 0, r, 0, 32);
        Array.Copy(signature, 32, s, 0, 32);
        var pair = ECDSA_SIG_new();
        // The pair owns the numbers from now on.
        ECDSA_SIG_set0(pair, Number(r), Number(s));
        try
        {
            return ECDSA_do_verify(hash, hash.Length, pair, key) == 1;
        }
        finally
        {
            ECDSA_SIG_free(pair);
        }
    }

    protected override byte[] HashData(byte[] data, int offset, int count, HashAlgorithmName algorithm)
    {
        if (algorithm != HashAlgorithmName.SHA256) throw new NotSupportedException();
        using (var sha256 = SHA256.Create()) return sha256.ComputeHash(data, offset, count);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) EC_KEY_free(key);
        base.Dispose(disposing);
    }

    private static IntPtr Number(byte[] bytes) => BN_bin2bn(bytes, bytes.Length, IntPtr.Zero);

    [DllImport(Library)] private static extern IntPtr EC_KEY_new_by_curve_name(int curve);
    [DllImport(Library)] private static extern int EC_KEY_set_public_key_affine_coordinates(IntPtr key, IntPtr x, IntPtr y);
    [DllImport(Library)] private static extern void EC_KEY_free(IntPtr key);
    [DllImport(Library)] private static extern IntPtr BN_bin2bn(byte[] bytes, int length, IntPtr into);
    [DllImport(Library)] private static extern void BN_free(IntPtr number);
    [DllImport(Library)] private static extern IntPtr ECDSA_SIG_new();
    [DllImport(Library)] private static extern int ECDSA_SIG_set0(IntPtr pair, IntPtr r, IntPtr s);
    [DllImport(Library)] private static extern void ECDSA_SIG_free(IntPtr pair);
    [DllImport(Library)] private static extern int ECDSA_do_verify(byte[] hash, int length, IntPtr pair, IntPtr key);
}
