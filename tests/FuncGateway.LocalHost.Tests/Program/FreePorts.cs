using System.Net;
using System.Net.Sockets;

namespace FuncGateway.LocalHost.Tests.Program;

/// <summary>Finds ports for an Azurite that a process under test starts, and which have to be given to it.</summary>
internal static class FreePorts
{
    // Below the ports that the system hands out on its own.
    private const int First = 21_000;
    private const int Last = 31_000;

    /// <summary>Returns the first of three consecutive ports on which nothing listens.</summary>
    public static int FindThree()
    {
        while (true)
        {
            var first = Random.Shared.Next(First, Last);
            if (Enumerable.Range(first, 3).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
