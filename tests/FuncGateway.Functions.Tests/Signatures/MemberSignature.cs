using System.Reflection;
using System.Runtime.CompilerServices;

namespace FuncGateway.Functions.Tests.Signatures;

/// <summary>One member, written as the pages of signatures write it.</summary>
internal static class MemberSignature
{
    public static string Of(ConstructorInfo constructor) =>
        $"{Access(constructor)}{constructor.DeclaringType?.Name.Split('`')[0]}({Parameters(constructor)});";

    public static string Of(FieldInfo field) => $"public const {TypeNames.Of(field.FieldType)} {field.Name} = {field.GetRawConstantValue()};";

    public static string Of(PropertyInfo property)
    {
        var get = property.GetMethod ?? throw new ArgumentException($"{property.Name} cannot be read.", nameof(property));
        var set = property.SetMethod is { } setter && (setter.IsPublic || setter.IsFamily)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; "
            : "";
        return $"{Access(get)}{Modifier(get)}{TypeNames.Of(property)} {property.Name} {{ get; {set}}}";
    }

    public static string Of(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        var name = method.Name == "op_Implicit" ? "implicit operator" : method.Name + generic;
        return $"{Access(method)}{Modifier(method)}{TypeNames.Of(method.ReturnParameter)} {name}({Parameters(method)});";
    }

    private static string Access(MethodBase method) =>
        method.DeclaringType?.IsInterface == true ? "" : method.IsPublic ? "public " : "protected ";

    private static string Modifier(MethodInfo method)
    {
        if (method.DeclaringType?.IsInterface == true)
        {
            return "";
        }

        var isNew = method.GetBaseDefinition() == method;
        return (method.IsStatic, method.IsAbstract, method.IsVirtual && !method.IsFinal, isNew) switch
        {
            (true, _, _, _) => "static ",
            (_, true, _, _) => "abstract ",
            (_, _, true, true) => "virtual ",
            (_, _, true, false) => "override ",
            _ => "",
        };
    }

    private static string Parameters(MethodBase method)
    {
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return extension + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        return $"{many}{TypeNames.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}";
    }

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        true => "true",
        false => "false",
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
        null => "null",
        var value => FormattableString.Invariant($"{value}"),
    };
}
